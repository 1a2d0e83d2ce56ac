import { describe, expect, it } from 'vitest';
import { aRule } from '../testing/rules.ts';
import { canDiffer, decidesTheSame, findsTheSame, pairRules, type RulePair } from './pair-rules.ts';
import type { RuleSet } from './rule-set.ts';

const text =
  '# METADATA\npackage souk.org.one\n\nimport data.souk.lib.egress\n\nviolation contains 1 if input.a\n';
const library = 'package souk.lib.egress\n\nimport data.souk.lib.deep\n\nhosts := 1\n';
const deep = 'package souk.lib.deep\n\nx := 1\n';
const other = 'package souk.lib.other\n\ny := 1\n';

const rule = aRule('org/one', { reads: ['input.entity.a', 'data.config.org.limits'], digest: 'd1' });

/** A bundle whose digests are the texts themselves. */
function aSet(changes: Partial<RuleSet> & { readonly sourceTexts?: Record<string, string> } = {}): RuleSet {
  const sources = {
    [rule.source]: text,
    'lib/egress.rego': library,
    'lib/deep.rego': deep,
    'lib/other.rego': other,
    ...changes.sourceTexts,
  };
  return {
    rules: [rule],
    config: { org: { limits: { a: 1 }, other: 2 } },
    waivers: { never: [] },
    sources,
    texts: new Map(Object.entries(sources)),
    wasm: JSON.stringify(sources),
    ...changes,
  };
}

const edited = (changes: Partial<typeof rule> = {}) => [{ ...rule, digest: 'd2', ...changes }];
const pairOf = (before: RuleSet, after: RuleSet): RulePair => pairRules(before, after)[0] as RulePair;

describe('when the rules of two bundles are paired', () => {
  it.each<[string, RuleSet, { causes: string[]; fields: string[]; canDiffer: boolean }]>([
    ['nothing', aSet(), { causes: [], fields: [], canDiffer: false }],
    [
      'its Rego',
      aSet({ rules: edited(), sourceTexts: { [rule.source]: `${text}\nviolation contains 2 if input.b\n` } }),
      { causes: [rule.source], fields: [], canDiffer: true },
    ],
    [
      'a library that it uses',
      aSet({ rules: edited(), sourceTexts: { 'lib/egress.rego': `${library}z := 2\n` } }),
      { causes: ['lib/egress.rego'], fields: [], canDiffer: true },
    ],
    [
      'a library that a library uses',
      aSet({ rules: edited(), sourceTexts: { 'lib/deep.rego': `${deep}z := 2\n` } }),
      { causes: ['lib/deep.rego'], fields: [], canDiffer: true },
    ],
    [
      'a library that it does not use',
      aSet({ rules: edited(), sourceTexts: { 'lib/other.rego': `${other}z := 2\n` } }),
      { causes: [], fields: [], canDiffer: false },
    ],
    [
      'the data that it reads',
      aSet({ rules: edited(), config: { org: { limits: { a: 2 }, other: 2 } } }),
      { causes: ['data.org.limits'], fields: [], canDiffer: true },
    ],
    [
      'data that it does not read',
      aSet({ rules: edited(), config: { org: { limits: { a: 1 }, other: 3 } } }),
      { causes: [], fields: [], canDiffer: false },
    ],
    [
      'a comment',
      aSet({ rules: edited(), sourceTexts: { [rule.source]: `${text}# why\n` } }),
      { causes: [], fields: [], canDiffer: false },
    ],
    [
      'its stage',
      aSet({ rules: edited({ stage: 'warn' }), sourceTexts: { [rule.source]: `# stage: warn\n${text}` } }),
      { causes: [], fields: ['stage'], canDiffer: true },
    ],
    [
      'its words',
      aSet({ rules: edited({ title: 'Other', description: 'Other' }) }),
      { causes: [], fields: ['title', 'description'], canDiffer: false },
    ],
    [
      'whether it can be waived',
      aSet({ waivers: { never: ['org/*'] } }),
      { causes: [], fields: [], canDiffer: true },
    ],
  ])('sees that %s changed', (_name, after, expected) => {
    for (const pair of [pairOf(aSet(), after), pairOf(after, aSet())]) {
      const { causes, fields } = pair;
      expect({ causes, fields, canDiffer: canDiffer(pair) }).toEqual(expected);
      expect(findsTheSame(pair)).toBe(expected.causes.length === 0);
    }
  });

  it('takes for changed what it cannot see', () => {
    const unseen = aSet({
      rules: edited(),
      sources: { ...aSet().sources, [rule.source]: 'other digest' },
      texts: new Map(),
      wasm: 'other',
    });
    expect(pairOf(unseen, aSet()).causes).toEqual([rule.source]);
  });

  it('believes the compiler when it makes the same of both', () => {
    const after = aSet({ rules: edited(), texts: new Map(), sources: {} });
    expect(pairOf(aSet({ wasm: 'same' }), { ...after, wasm: 'same' }).causes).toEqual([]);
  });

  it('keeps what is added and what is removed apart', () => {
    const added = aRule('org/two', { kinds: ['Team'] });
    const pairs = pairRules(aSet(), aSet({ rules: [added] }));
    expect(pairs.map(({ id, before, after }) => [id, before?.id, after?.id])).toEqual([
      ['org/one', 'org/one', undefined],
      ['org/two', undefined, 'org/two'],
    ]);
    expect(pairs.every((pair) => canDiffer(pair) && !findsTheSame(pair))).toBe(true);
  });

  it('does not take a rule about other kinds for the same decision', () => {
    const pair = pairOf(aSet(), aSet({ rules: edited({ kinds: ['Connector'] }) }));
    expect(findsTheSame(pair)).toBe(true);
    expect(decidesTheSame(pair)).toBe(false);
  });
});
