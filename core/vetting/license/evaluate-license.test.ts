import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateLicense } from './evaluate-license.ts';
import type { LicensePolicy } from './license-settings.ts';
import type { LicenseOutcome } from './match-policy.ts';
import { aDistributedPolicy, anInternalPolicy } from './testing/license-settings.ts';

describe('when an expression is evaluated for what is distributed', () => {
  it.each<[expression: string, outcome: LicenseOutcome, chosen?: string]>([
    ['MIT', 'allowed'],
    ['mit', 'allowed'],
    ['GPL-3.0-only', 'denied'],
    ['GPL-3.0', 'denied'],
    ['GPL-2.0+', 'denied'],
    ['MPL-2.0', 'review'],
    ['0BSD', 'unknown'],
    ['MIT OR GPL-3.0-only', 'allowed', 'MIT'],
    ['(GPL-3.0-only OR MIT)', 'allowed', 'MIT'],
    ['MIT or GPL-3.0-only', 'allowed', 'MIT'],
    ['MIT AND GPL-3.0-only', 'denied'],
    ['MIT AND MPL-2.0', 'review'],
    ['MIT AND 0BSD', 'unknown'],
    ['GPL-3.0-only AND 0BSD', 'denied'],
    ['0BSD OR GPL-3.0-only', 'unknown'],
    ['MPL-2.0 OR 0BSD', 'review', 'MPL-2.0'],
    ['MIT AND (GPL-2.0-only OR Apache-2.0)', 'allowed', 'MIT AND Apache-2.0'],
    ['MIT OR GPL-3.0-only AND AGPL-3.0-only', 'allowed', 'MIT'],
    ['(MIT OR GPL-3.0-only) AND AGPL-3.0-only', 'denied'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'allowed'],
    ['GPL-2.0-with-classpath-exception', 'allowed'],
    ['GPL-3.0-only WITH Classpath-exception-2.0', 'denied'],
    ['Apache-2.0 WITH LLVM-exception', 'allowed'],
    ['Apache-2.0+', 'allowed'],
    ['BSD-2-Clause-NetBSD', 'unknown'],
    ['LGPL-2.1-or-later', 'review'],
    ['LicenseRef-Acme', 'unknown'],
    ['DocumentRef-x:LicenseRef-Acme', 'unknown'],
    ['LicenseRef-Acme OR MIT', 'allowed', 'MIT'],
    ['UNLICENSED', 'unknown'],
    ['NONE', 'unknown'],
    ['NOASSERTION', 'unknown'],
    ['SEE LICENSE IN LICENSE.md', 'unknown'],
    ['Apache 2.0', 'unknown'],
    ['Apache License, Version 2.0', 'unknown'],
    ['MIT/Apache-2.0', 'unknown'],
    ['MIT OR', 'unknown'],
    ['MIT MIT', 'unknown'],
    ['@MIT', 'unknown'],
    ['MIT\nOR GPL-3.0-only', 'allowed', 'MIT'],
    ['MIT WITH Apache-2.0', 'unknown'],
    ['Apache-2.0 +', 'unknown'],
    ['', 'unknown'],
    ['()', 'unknown'],
    ['__proto__', 'unknown'],
    ['constructor', 'unknown'],
    ['(((MIT)))', 'allowed'],
  ])('%s is %s', (expression, outcome, chosen) => {
    const evaluation = evaluateLicense(expression, aDistributedPolicy);
    expect(evaluation.outcome).toBe(outcome);
    expect(evaluation.chosen).toBe(chosen);
    expect(evaluation.because.length).toBeGreaterThan(0);
  });

  it('says what decided', () => {
    expect(evaluateLicense('MIT AND (GPL-3.0-only OR AGPL-3.0-only)', aDistributedPolicy).because).toEqual([
      'GPL-3.0-only is denied',
      'AGPL-3.0-only is denied',
    ]);
    expect(evaluateLicense('UNLICENSED', aDistributedPolicy).because).toEqual([
      '"UNLICENSED" says that no licence is granted',
    ]);
    expect(evaluateLicense('MIT/X11', aDistributedPolicy).because).toEqual([
      '"MIT/X11" holds "MIT/X11", which is no SPDX licence id',
    ]);
  });
});

describe('when lists overlap', () => {
  it.each<[name: string, policy: Partial<LicensePolicy>, outcome: LicenseOutcome]>([
    ['an exact id wins over a pattern', { allow: ['GPL-3.0-only'], deny: ['GPL-*'] }, 'allowed'],
    ['deny wins over allow', { allow: ['GPL-3.0-only'], deny: ['GPL-3.0-only'] }, 'denied'],
    ['deny wins over review', { review: ['GPL-*'], deny: ['GPL-3*'] }, 'denied'],
    ['review wins over allow', { allow: ['*'], review: ['GPL-3*'] }, 'review'],
    ['no list at all', {}, 'unknown'],
  ])('%s', (_, policy, outcome) => {
    expect(evaluateLicense('GPL-3.0-only', { allow: [], review: [], deny: [], ...policy }).outcome).toBe(
      outcome,
    );
  });

  it('lets the named version be chosen where a later one may be', () => {
    const policy = { allow: ['GPL-2.0-only'], review: [], deny: [] };
    expect(evaluateLicense('GPL-2.0-or-later', policy).outcome).toBe('allowed');
    expect(evaluateLicense('GPL-2.0+', policy).outcome).toBe('allowed');
    expect(evaluateLicense('GPL-3.0-or-later', policy).outcome).toBe('unknown');
  });

  it('tells the named version from a later one', () => {
    const policy = { allow: ['GPL-2.0-or-later'], review: [], deny: [] };
    expect(evaluateLicense('GPL-2.0+', policy).outcome).toBe('allowed');
    expect(evaluateLicense('GPL-2.0', policy).outcome).toBe('unknown');
  });
});

describe('when an expression is made to take long', () => {
  const pairs = Array.from({ length: 300 }, () => '(MIT OR GPL-3.0-only)').join(' AND ');
  it.each<[name: string, expression: string, outcome: LicenseOutcome]>([
    ['hundreds of choices that all hold at once', pairs, 'allowed'],
    [
      'hundreds of sums to choose from',
      pairs.replaceAll('AND', '@').replaceAll('OR', 'AND').replaceAll('@', 'OR'),
      'denied',
    ],
    ['many choices', Array(600).fill('GPL-3.0-only').join(' OR '), 'denied'],
    ['deep brackets', `${'('.repeat(2000)}MIT${')'.repeat(2000)}`, 'allowed'],
    ['an expression beyond the limit', Array(2000).fill('MIT').join(' OR '), 'unknown'],
    ['brackets without an end', '('.repeat(9999), 'unknown'],
  ])('answers on %s', (_, expression, outcome) => {
    const { outcome: found, because } = evaluateLicense(expression, aDistributedPolicy);
    expect(found).toBe(outcome);
    expect(because.length).toBeLessThanOrEqual(10);
  });
});

type Tree = string | { readonly sign: 'AND' | 'OR'; readonly parts: readonly Tree[] };

const written = (tree: Tree): string =>
  typeof tree === 'string' ? tree : `(${tree.parts.map(written).join(` ${tree.sign} `)})`;

/** Every set of licences that one may end up with. */
function choices(tree: Tree): string[][] {
  if (typeof tree === 'string') return [[tree]];
  const parts = tree.parts.map(choices);
  if (tree.sign === 'OR') return parts.flat();
  return parts.reduce(
    (sets, options) => sets.flatMap((set) => options.map((option) => [...set, ...option])),
    [[]],
  );
}

describe('when compared with an evaluator that tries every choice', () => {
  const order: readonly LicenseOutcome[] = ['allowed', 'review', 'unknown', 'denied'];
  const single = fc.constantFrom(
    'MIT',
    'Apache-2.0',
    'MPL-2.0',
    '0BSD',
    'AGPL-3.0-only',
    'SSPL-1.0',
    'LicenseRef-x',
  );
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      single,
      fc.record({
        sign: fc.constantFrom('AND' as const, 'OR' as const),
        parts: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
      }),
    ),
  }));

  it('comes to the same outcome', () => {
    fc.assert(
      fc.property(tree, (given) => {
        const rankOf = (license: string): number =>
          order.indexOf(evaluateLicense(license, anInternalPolicy).outcome);
        const best = Math.min(...choices(given).map((set) => Math.max(...set.map(rankOf))));
        expect(evaluateLicense(written(given), anInternalPolicy).outcome).toBe(order[best]);
      }),
    );
  });
});
