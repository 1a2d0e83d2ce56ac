import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missingQuestions } from '@souk/model/request/check-answers.ts';
import { type IssueForm, parseIssueForm } from '@souk/model/request/issue-form.ts';
import { type RequestKind, requestForms, requestKinds } from '@souk/model/request/request.ts';
import { ActionFault } from '../runtime/action-fault.ts';

export interface FormOfIssue {
  readonly kind: RequestKind;
  readonly form: IssueForm;
}

/**
 * The form that an issue was made by: the one whose labels it has. The forms are those that are checked out.
 *
 * @throws {ActionFault} `usage` when a form does not ask what is needed
 */
export async function findForm(
  workspace: string,
  labels: readonly string[],
): Promise<FormOfIssue | undefined> {
  for (const kind of requestKinds) {
    const form = await readForm(workspace, kind);
    if (
      form !== undefined &&
      form.labels.length > 0 &&
      form.labels.every((label) => labels.includes(label))
    ) {
      return { kind, form };
    }
  }
  return undefined;
}

/** Undefined where the repository does not offer it. */
async function readForm(workspace: string, kind: RequestKind): Promise<IssueForm | undefined> {
  const path = `.github/ISSUE_TEMPLATE/${requestForms[kind].file}`;
  const text = await readFile(join(workspace, path), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const form = parseIssueForm(text);
  if (form === undefined)
    throw new ActionFault('usage', `${path} is no issue form, or two of its labels are the same.`);
  const missing = missingQuestions(kind, form);
  if (missing.length === 0) return form;
  throw new ActionFault(
    'usage',
    `${path} must ask for ${missing.join(', ')}: the ids of its questions are read by name.`,
  );
}
