import { type DraftFinding, onValue, wholeFile } from '../finding/draft-finding.ts';
import type { Subject } from './assemble-inputs.ts';
import { effectiveLevel } from './effective-level.ts';
import { markNew } from './new-violations.ts';
import type { PolicyFailure, PolicyVerdict, Violation } from './policy-evaluator.ts';
import type { PolicySettings } from './policy-input.ts';
import { renderHelp, renderMessage } from './render-message.ts';

export interface Weighed extends Subject {
  readonly verdict: PolicyVerdict;
  readonly verdictBefore?: PolicyVerdict;
  readonly own: boolean;
}

interface Weighing {
  readonly settings: PolicySettings;
  readonly shadow: boolean;
}

/** The findings on one entity. One that the change only affects answers for what the change brought about. */
export function draftsOf(subject: Weighed, weighing: Weighing): DraftFinding[] {
  const violations = subject.verdict.violations.filter(({ rule }) => yieldsFindings(rule.layer));
  const isNew = markNew(violations, subject.verdictBefore?.violations ?? []);
  return [
    ...violations.flatMap((violation, i) => {
      const fresh = isNew[i] === true && !isTolerated(subject);
      return subject.own || fresh ? draftOf(violation, subject, fresh, weighing) : [];
    }),
    ...subject.verdict.failures.map((failure) => failureDraft(failure, subject)),
  ];
}

/** What is judged without being part of a change, and without an earlier state to compare with, was there before. */
function isTolerated({ own, change, verdictBefore }: Weighed): boolean {
  return own && change === undefined && verdictBefore === undefined;
}

function draftOf(
  violation: Violation,
  { record, manifest }: Weighed,
  isNew: boolean,
  { settings, shadow }: Weighing,
): DraftFinding[] {
  const { level, because } = effectiveLevel(violation.rule, manifest, isNew);
  if (level === undefined && !shadow) return [];
  const help = renderHelp(violation, settings);
  return [
    {
      rule: violation.rule.id,
      level: level ?? 'notice',
      path: record.path,
      entity: record.key,
      place: onValue(violation.path),
      message: renderMessage(violation),
      help: because === undefined ? help : `${help} ${because}`,
    },
  ];
}

function failureDraft({ rule, reason }: PolicyFailure, { record }: Weighed): DraftFinding {
  return {
    rule: 'policy/failed',
    path: record.path,
    entity: record.key,
    place: wholeFile,
    message: `${rule === undefined ? 'The policies' : `The rule ${rule.id}`} could not judge this manifest: ${reason}`,
    help: `This is not your fault. Report it to ${rule?.owner ?? 'the platform team'} with the output of this command.`,
  };
}

function yieldsFindings(layer: Violation['rule']['layer']): boolean {
  return layer !== 'risk' && layer !== 'approval';
}
