import type { Impact, ImpactFinding, RuleFlip, TeamImpact } from '@souk/model/impact/impact.ts';
import { describe, expect, it } from 'vitest';
import { formatCount } from '../report/count-words.ts';
import { describeChange } from './impact-sections.ts';
import { describeRuleChange } from './impact-words.ts';
import { renderImpact } from './render-impact.ts';

const location = { path: 'catalog/apps/a/manifest.yaml', line: 1, column: 1 };
const finding = (changes: Partial<ImpactFinding> = {}): ImpactFinding => ({
  ...{ level: 'deny', message: 'No license.', location },
  ...changes,
});
const none = { newlyFailing: 0, newlyPassing: 0, changed: 0 };

/** Every team has some entities that one rule newly denies. */
function impactOf(teams: number, entities: number, message = 'No license.'): Impact {
  const flips = Array.from({ length: teams }, (_, team) =>
    Array.from(
      { length: entities },
      (_, i): RuleFlip => ({
        rule: 'developer/license',
        entity: { kind: 'App', id: `app-${team}-${i}` },
        owner: `team-${team}`,
        ...{ level: 'deny', message, location, before: [], after: [finding({ message })] },
      }),
    ),
  ).flat();
  const counts = { ...none, newlyFailing: flips.length, shadow: none };
  const byTeam = Array.from(
    { length: teams },
    (_, i): TeamImpact => ({
      ...{ team: `team-${i}`, name: `Team ${i}`, contact: `#team-${i}`, risk: 0, approvals: 0 },
      ...{ ...none, newlyFailing: entities, shadow: none },
    }),
  );
  return {
    schema: 'souk.impact/v1',
    base: { commit: '0123456789abcdef', bundle: 'a' },
    head: { bundle: 'b' },
    now: '2026-11-22T00:00:00.000Z',
    summary: {
      ...counts,
      ...{ entities: 10_000, verdicts: { toFail: flips.length, toPass: 0 }, risk: 0, approvals: 0 },
      byRule: [{ rule: 'developer/license', ...counts }],
      byTeam,
    },
    rules: [{ id: 'developer/license', type: 'added', level: 'deny', stage: 'deny', causes: [], fields: [] }],
    ...{ verdicts: [], newlyFailing: flips, newlyPassing: [], changed: [], risk: [], approvals: [] },
    shadow: { newlyFailing: [], newlyPassing: [], changed: [] },
  };
}

const text = (impact: Impact, all = false): string =>
  renderImpact('text', impact, { color: false, all, columns: 100 });

describe('when an impact is small', () => {
  it('is told in full', () => {
    expect(text(impactOf(1, 2)).split('\n')).toEqual([
      '✖ 2 newly failing   among 10,000 manifests',
      '  2 entities passed every rule before',
      '  compared with the policies of 01234567',
      '',
      'Rules',
      '  developer/license   ✖ 2   new: deny, stage deny',
      '',
      '1 team  talk to it',
      '  Team 0   ✖ 2   #team-0',
      '',
      'Team 0  team-0',
      '  ✖ developer/license',
      '    No license.',
      '      App/app-0-0   catalog/apps/a/manifest.yaml:1:1',
      '      App/app-0-1   catalog/apps/a/manifest.yaml:1:1',
      '',
    ]);
  });

  it('shows colour only when it may', () => {
    expect(text(impactOf(1, 1))).not.toContain('\u001b');
    expect(renderImpact('text', impactOf(1, 1), { color: true, all: false, columns: 100 })).toContain(
      '\u001b[31m',
    );
  });

  it('lets no text of a manifest into the terminal as it is', () => {
    const shown = text(impactOf(1, 1, 'bad \u001b[2J\u202e name'));
    expect(shown).toContain('bad \u241b[2J\ufffd name');
  });
});

describe('when an impact is large', () => {
  const large = impactOf(300, 30);

  it('is cut, and says how much more there is and how to see it', () => {
    const shown = text(large);
    expect(shown.split('\n').length).toBeLessThan(100);
    expect(shown).toContain('  … and 290 more\n');
    expect(shown).toContain('      … and 25 more\n');
    expect(shown).toContain('… and 295 more teams');
    expect(shown).toContain('souk policy impact --all');
  });

  it('is told to the end when it is asked for', () => {
    const shown = text(large, true);
    expect(shown).not.toContain('… and');
    expect(shown).toContain('App/app-299-29');
  });

  it('still fits into a comment', () => {
    const markdown = renderImpact('markdown', large, { color: false, all: false, columns: 100 });
    expect(markdown.length).toBeLessThan(60_000);
    expect(markdown.length).toBeGreaterThan(40_000);
    expect(markdown).toMatch(/… and \d+ more teams\./);
    const longest = renderImpact('markdown', impactOf(3, 30, 'x'.repeat(50_000)), {
      color: false,
      all: false,
      columns: 100,
    });
    expect(longest.length).toBeLessThan(60_000);
  });
});

describe('when a difference is put into words', () => {
  it.each<[string, ImpactFinding[], ImpactFinding[]]>([
    ['new warning', [], [finding({ level: 'warn' })]],
    ['waived denial gone', [finding({ waivedBy: 'v' })], []],
    ['note gone', [finding({ level: 'notice' })], []],
    ['warning → note', [finding({ level: 'warn' })], [finding({ level: 'notice' })]],
    ['error → denial', [finding({ level: 'error' })], [finding()]],
    ['waived by w', [finding({ waivedBy: 'v' })], [finding({ waivedBy: 'w' })]],
    ['waived warning → warning', [finding({ level: 'warn', waivedBy: 'v' })], [finding({ level: 'warn' })]],
    ['1 → 2 places', [finding()], [finding(), finding()]],
    ['says something else', [finding()], [finding({ message: 'Other.' })]],
  ])('says: %s', (words, before, after) => {
    expect(describeChange(before, after)).toBe(words);
  });

  it.each([
    ['new: deny, stage shadow', { type: 'added', stage: 'shadow' }],
    ['removed', { type: 'removed' }],
    ['stage warn → deny', { fields: [{ field: 'stage', before: 'warn', after: 'deny' }] }],
    ['enforceFrom none → vetted', { fields: [{ field: 'enforceFrom', before: null, after: 'vetted' }] }],
    ['message', { fields: [{ field: 'message', before: 'x'.repeat(40), after: 'y' }] }],
    [
      'rule.rego, lib/egress.rego, data.org.vendors',
      { causes: ['rules/org/a/rule.rego', 'lib/egress.rego', 'data.org.vendors'] },
    ],
  ] as const)('says of a rule: %s', (words, changes) => {
    const rule = {
      id: 'org/a',
      type: 'changed',
      level: 'deny',
      stage: 'deny',
      causes: [],
      fields: [],
    } as const;
    expect(describeRuleChange({ ...rule, ...changes })).toBe(words);
  });

  it.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1,000'],
    [1_234_567, '1,234,567'],
  ])('writes %d as %s', (count, words) => {
    expect(formatCount(count)).toBe(words);
  });
});
