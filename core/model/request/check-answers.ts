import type { IssueForm } from './issue-form.ts';
import type { Answers } from './read-answers.ts';
import { type RequestKind, type RequestProblem, requestForms } from './request.ts';

/** Questions that must be answered and were not: the body of an issue can be edited after the form was sent. */
export function checkAnswers(
  kind: RequestKind,
  form: IssueForm,
  answers: Answers,
): readonly RequestProblem[] {
  return requestForms[kind].required
    .filter((id) => !answers.has(id))
    .map((id) => {
      const field = form.fields.find((question) => question.id === id)?.label ?? id;
      return { field, message: `“${field}” has no answer. Write it below its heading.` };
    });
}

/** Ids that the action reads and the form does not ask for: the form was changed, and this side was not. */
export function missingQuestions(kind: RequestKind, { fields }: IssueForm): readonly string[] {
  const asked = new Set(fields.map(({ id }) => id));
  return requestForms[kind].required.filter((id) => !asked.has(id));
}
