import { describe, expect, it } from 'vitest';
import { splitHighlights } from './split-highlights.ts';

/** Marks matches with brackets, so that cases read at a glance. */
function render(text: string, query: string): string {
  return splitHighlights(text, query)
    .map((part) => (part.marked ? `[${part.text}]` : part.text))
    .join('');
}

describe('splitHighlights', () => {
  it.each([
    ['no words', 'CRM to Slack', '', 'CRM to Slack'],
    ['any case', 'CRM to Slack', 'crm slack', '[CRM] to [Slack]'],
    ['the start of a word', 'Invoices and invoice', 'inv', '[Inv]oices and [inv]oice'],
    ['no match inside a word', 'Disinvest', 'inv', 'Disinvest'],
    ['a word after a dash', 'crm-slack', 'slack', 'crm-[slack]'],
    ['the longest word first', 'Slackbot', 'slack slackbot', '[Slackbot]'],
    ['pattern characters in the query', 'a.b (c)', '.* (c', 'a.b ([c])'],
    ['letters beyond ASCII', 'Überweisung prüfen', 'über', '[Über]weisung prüfen'],
  ])('handles %s', (_name, text, query, expected) => {
    expect(render(text, query)).toBe(expected);
  });

  it('loses no character', () => {
    const text = 'Posts new leads of the CRM to a Slack channel.';
    expect(
      splitHighlights(text, 'le s to')
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
