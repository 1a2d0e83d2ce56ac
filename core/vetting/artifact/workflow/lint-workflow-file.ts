import type { WorkflowSettings } from '../artifact-settings.ts';
import { type Remark, startOfFile } from '../remark.ts';
import { rootOf, scalarText } from '../yaml/placed-value.ts';
import { readDocuments } from '../yaml/read-documents.ts';
import { checkCheckout } from './check-checkout.ts';
import { checkInjection } from './check-injection.ts';
import { checkPermissions } from './check-permissions.ts';
import { checkPins, checkRunners, isPinnedAction } from './check-pins.ts';
import { checkScripts } from './check-scripts.ts';
import { checkVariables } from './check-variables.ts';
import type { WorkflowCheck } from './workflow-check.ts';
import { readWorkflow, type WorkflowFile } from './workflow-file.ts';

const checks: readonly WorkflowCheck[] = [
  checkPermissions,
  checkPins,
  checkRunners,
  checkCheckout,
  checkInjection,
  checkScripts,
  checkVariables,
];

/** What the vetting learnt from one workflow file. */
export interface WorkflowEvidence {
  readonly file: string;
  readonly events: readonly string[];
  readonly actions: number;
  readonly pinnedActions: number;
}

/** Whether a file is a workflow or the description of an action, by its name. */
export function isWorkflowFile(name: string): boolean {
  return /(?:^|\/)\.github\/(?:workflows\/[^/]+|actions\/(?:[^/]+\/)*action)\.ya?ml$/i.test(name);
}

export function lintWorkflowFile(
  name: string,
  text: string,
  settings: WorkflowSettings,
): { remarks: Remark[]; evidence: WorkflowEvidence } {
  const read = readDocuments(text, '1.2');
  const document = read.ok ? read.documents[0] : undefined;
  if (document === undefined) {
    const problems = read.ok
      ? [
          {
            message: 'The file is empty; expected a workflow.',
            help: 'Write it, or remove the file.',
            place: startOfFile,
          },
        ]
      : read.problems;
    return {
      remarks: problems.map((problem) => ({ rule: 'workflow/unreadable', ...problem })),
      evidence: { file: name, events: [], actions: 0, pinnedActions: 0 },
    };
  }
  const file = readWorkflow(rootOf(document));
  return { remarks: checks.flatMap((check) => check(file, settings)), evidence: describe(name, file) };
}

function describe(name: string, { events, uses }: WorkflowFile): WorkflowEvidence {
  const foreign = uses
    .map(({ reference }) => scalarText(reference) ?? '')
    .filter((text) => !text.startsWith('./'));
  return {
    file: name,
    events,
    actions: foreign.length,
    pinnedActions: foreign.filter((text) => isPinnedAction(text, [])).length,
  };
}
