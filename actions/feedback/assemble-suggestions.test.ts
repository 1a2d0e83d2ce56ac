import type { Finding } from '@souk/model/finding/finding.ts';
import { describe, expect, it } from 'vitest';
import { aFinding } from '../testing/gate-outcomes.ts';
import { assembleSuggestions, type SuggestionSources } from './assemble-suggestions.ts';

const lines = ['kind: App', 'onwer: finance', 'runtime: {typ: wazm} # `` and ```', 'name: x'];

function fixed(line: number, from: string, to: string, changes: Partial<Finding> = {}): Finding {
  const column = (lines[line - 1]?.indexOf(from) ?? 0) + 1;
  return aFinding({
    location: { path: 'm.yaml', line, column, endLine: line, endColumn: column + from.length },
    fix: { text: to, label: `Change ${from} to ${to}` },
    ...changes,
  });
}

const suggest = (findings: readonly Finding[], changes: Partial<SuggestionSources> = {}) =>
  assembleSuggestions({
    findings,
    textOf: () => lines.join('\n'),
    isTouched: () => true,
    posted: [],
    ...changes,
  });
const owner = fixed(2, 'onwer', 'owner');

describe('when fixes are offered on lines', () => {
  it('replaces the whole line, and says why', () => {
    const [comment, ...others] = suggest([owner]);
    expect(others).toEqual([]);
    expect(comment).toMatchObject({ path: 'm.yaml', line: 2 });
    expect(comment?.body).toMatch(/^<!-- souk:fix [0-9a-f]{16} -->\n\n/);
    expect(comment?.body).toContain(
      'The manifest lacks owner, which is required. **Change onwer to owner?**',
    );
    expect(comment?.body.endsWith('```suggestion\nowner: finance\n```')).toBe(true);
  });

  it('joins several on one line, within a fence that the line cannot close', () => {
    const [comment] = suggest([fixed(3, 'wazm', 'wasm'), fixed(3, 'typ', 'type')]);
    expect(comment?.body).toContain('````suggestion\nruntime: {type: wasm} # `` and ```\n````');
  });

  it('takes the first of two that touch the same text', () => {
    const [comment] = suggest([fixed(2, 'onwer', 'owner'), fixed(2, 'wer: fin', 'x')]);
    expect(comment?.body).toContain('\nowner: finance\n');
  });

  it('keeps the end of a line of Windows out', () => {
    const [comment] = suggest([owner], { textOf: () => lines.join('\r\n') });
    expect(comment?.body).toContain('\nowner: finance\n```');
  });

  it.each<[name: string, findings: readonly Finding[], changes: Partial<SuggestionSources>]>([
    ['there is no fix', [aFinding()], {}],
    ['a waiver excuses it', [{ ...owner, waivedBy: 'w' }], {}],
    ['the pull request does not show the line', [owner], { isTouched: (_path, line) => line !== 2 }],
    ['it is over several lines', [{ ...owner, location: { ...owner.location, endLine: 3 } }], {}],
    ['the line is not there', [owner], { textOf: () => '' }],
    ['nothing would change', [fixed(2, 'onwer', 'onwer')], {}],
    ['a secret was blotted out of the line', [owner], { textOf: () => 'kind: App\nonwer: ********' }],
    ['it would be two lines', [fixed(2, 'onwer', 'a\nb')], {}],
    ['it is there already', [owner], { posted: suggest([owner]).map(({ body }) => `${body}\n`) }],
  ])('offers nothing when %s', (_name, findings, changes) => {
    expect(suggest(findings, changes)).toEqual([]);
  });

  it('offers it again where the line reads otherwise', () => {
    const posted = suggest([owner]).map(({ body }) => body);
    const textOf = () => 'kind: App\nonwer: sales';
    expect(suggest([owner], { posted, textOf })).toHaveLength(1);
  });

  it('offers twenty at most, the gravest first', () => {
    const many = Array.from({ length: 30 }, (_, i) =>
      aFinding({
        level: i < 25 ? 'warn' : 'deny',
        location: { path: 'm.yaml', line: i + 1, column: 1, endLine: i + 1, endColumn: 2 },
        fix: { text: 'b', label: 'Change a to b' },
      }),
    );
    const offered = suggest(many, { textOf: () => 'a\n'.repeat(30) });
    expect(offered).toHaveLength(20);
    expect(offered.slice(0, 5).map(({ line }) => line)).toEqual([26, 27, 28, 29, 30]);
  });

  it('lets no text of a finding be markup', () => {
    const [comment] = suggest([{ ...owner, message: '@octocat <!-- souk:fix 0 --> ```' }]);
    expect(comment?.body.match(/<!--/g)).toHaveLength(1);
    expect(comment?.body).not.toContain('@octocat');
  });
});
