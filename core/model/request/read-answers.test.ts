import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IssueForm } from './issue-form.ts';
import { readAnswers } from './read-answers.ts';

const form: IssueForm = {
  labels: ['request: app'],
  fields: [
    { id: 'id', label: 'Id' },
    { id: 'summary', label: 'Summary' },
    { id: 'until', label: 'Until' },
  ],
};

function bodyOf(answers: Readonly<Record<string, string>>): string {
  return form.fields.map(({ id, label }) => `### ${label}\n\n${answers[id] ?? '_No response_'}`).join('\n\n');
}

const read = (body: string) => readAnswers(form, body);

describe('when the body of an issue is read by its form', () => {
  it('returns the answers by the ids of the questions', () => {
    const answers = { id: 'crm-sync', summary: 'Two\n\nlines.', until: '90d' };
    expect(read(bodyOf(answers))).toEqual({ ok: true, answers: new Map(Object.entries(answers)) });
  });

  it.each([
    ['with line ends of Windows', bodyOf({ id: 'x' }).replaceAll('\n', '\r\n'), [['id', 'x']]],
    ['with an answer between fences', bodyOf({ summary: '```yaml\na: 1\n```' }), [['summary', 'a: 1']]],
    ['with an empty fence', bodyOf({ summary: '```yaml\n\n```' }), []],
    ['with None for what was left out', bodyOf({ id: 'None' }), []],
    [
      'with a heading of its author',
      bodyOf({ summary: '### Why\n\nBecause.' }),
      [['summary', '### Why\n\nBecause.']],
    ],
    [
      'with a heading of another depth',
      bodyOf({ summary: '## Until\n\n2099-01-01' }),
      [['summary', '## Until\n\n2099-01-01']],
    ],
    ['with text before the first heading', `### Hello\n\n${bodyOf({ id: 'x' })}`, [['id', 'x']]],
    [
      'with the heading of an earlier question in an answer',
      bodyOf({ id: 'x', until: '### Id\n\ny' }),
      [
        ['id', 'x'],
        ['until', '### Id\n\ny'],
      ],
    ],
  ])('reads it %s', (_name, body, answers) => {
    const found = read(body);
    // Where the last question holds the heading of the first, only one way of reading has all of them in order.
    expect(found).toEqual({ ok: true, answers: new Map(answers as [string, string][]) });
  });

  it.each([
    [
      'a heading in an answer is that of a later question',
      bodyOf({ summary: '### Until\n\n2099-01-01' }),
      ['Until'],
    ],
    ['a heading is gone', bodyOf({}).replace('### Until', ''), ['Until']],
    ['the headings change places', '### Summary\n\na\n\n### Id\n\nb\n\n### Until\n\nc', ['']],
    ['it is empty', '', ['Id', 'Summary', 'Until']],
  ])('refuses it when %s', (_name, body, fields) => {
    const found = read(body);
    expect(found.ok ? [] : found.problems.map(({ field }) => field)).toEqual(fields);
  });

  it('returns what was answered, whatever it was, or refuses', () => {
    const line = fc.oneof(
      fc.constantFrom('### Id', '### Summary', '### Until', '### Other', '```', '_No response_', ''),
      fc.string(),
    );
    const text = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(fc.record({ id: text, summary: text, until: text }), (answers) => {
        const found = read(bodyOf(answers));
        if (!found.ok) return;
        for (const [id, value] of found.answers) {
          expect(answers[id as keyof typeof answers]).toContain(value.split('\n')[0]);
        }
      }),
    );
  });
});
