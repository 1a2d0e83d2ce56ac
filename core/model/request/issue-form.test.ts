import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { missingQuestions } from './check-answers.ts';
import { parseIssueForm } from './issue-form.ts';
import { requestForms, requestKinds } from './request.ts';

const folder = new URL('../../../.github/ISSUE_TEMPLATE/', import.meta.url);

describe('when the forms of this repository are read', () => {
  it.each(requestKinds)('they ask all that is needed: %s', (kind) => {
    const form = parseIssueForm(readFileSync(new URL(requestForms[kind].file, folder), 'utf8'));
    expect(form?.labels).toHaveLength(1);
    expect(form === undefined ? undefined : missingQuestions(kind, form)).toEqual([]);
    const known: readonly string[] = [...requestForms[kind].required, ...requestForms[kind].optional];
    expect(form?.fields.map(({ id }) => id).filter((id) => !known.includes(id))).toEqual([]);
  });

  it.each([
    ['it is no mapping', '[]'],
    ['it has no questions', 'body: []'],
    [
      'two questions have one label',
      'body: [{id: a, attributes: {label: A}}, {id: b, attributes: {label: A}}]',
    ],
  ])('is no form when %s', (_name, text) => {
    expect(parseIssueForm(text)).toBeUndefined();
  });
});
