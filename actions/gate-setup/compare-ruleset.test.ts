import { describe, expect, it } from 'vitest';
import { bindCheck } from './bind-check.ts';
import { compareRuleset } from './compare-ruleset.ts';
import type { Ruleset } from './ruleset.ts';

const check = (context: string, more = {}) => ({
  type: 'required_status_checks',
  parameters: {
    strict_required_status_checks_policy: false,
    required_status_checks: [{ context, ...more }],
  },
});

const wanted: Ruleset = {
  name: 'main',
  target: 'branch',
  enforcement: 'active',
  bypass_actors: [],
  conditions: { ref_name: { include: ['~DEFAULT_BRANCH', 'refs/heads/next'], exclude: [] } },
  rules: [{ type: 'deletion' }, check('Souk', { integration_id: 7 })],
};

describe('when a ruleset is as it should be', () => {
  it.each<[name: string, found: Ruleset]>([
    ['to the letter', wanted],
    ['with its rules in another order', { ...wanted, rules: wanted.rules.toReversed() }],
    [
      'with its branches in another order',
      {
        ...wanted,
        conditions: { ref_name: { exclude: [], include: ['refs/heads/next', '~DEFAULT_BRANCH'] } },
      },
    ],
    [
      'with parameters that GitHub adds',
      {
        ...wanted,
        rules: [
          { type: 'deletion', parameters: {} },
          {
            type: 'required_status_checks',
            parameters: {
              ...check('Souk', { integration_id: 7 }).parameters,
              do_not_enforce_on_create: false,
            },
          },
        ],
      },
    ],
  ])('returns nothing: %s', (_name, found) => {
    expect(compareRuleset(wanted, found)).toEqual([]);
  });
});

describe('when a ruleset is not as it should be', () => {
  it.each<[name: string, found: Ruleset | undefined, place: string, foundThere: string]>([
    ['there is none', undefined, 'main', 'nothing'],
    ['it is for tags', { ...wanted, target: 'tag' }, 'main › target', '"tag"'],
    ['it is switched off', { ...wanted, enforcement: 'disabled' }, 'main › enforcement', '"disabled"'],
    ['it only evaluates', { ...wanted, enforcement: 'evaluate' }, 'main › enforcement', '"evaluate"'],
    [
      'somebody may bypass it',
      { ...wanted, bypass_actors: [{ actor_id: 5, actor_type: 'RepositoryRole' }] },
      'main › bypass_actors',
      '[{"actor_id":5,"actor_type":"RepositoryRole"}]',
    ],
    [
      'bypasses cannot be seen',
      { ...wanted, bypass_actors: undefined },
      'main › bypass_actors',
      'nothing that can be seen',
    ],
    [
      'it leaves a branch out',
      { ...wanted, conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } } },
      'main › conditions',
      '{"ref_name":{"include":["~DEFAULT_BRANCH"],"exclude":[]}}',
    ],
    ['a rule is missing', { ...wanted, rules: wanted.rules.slice(1) }, 'main › deletion', 'no such rule'],
    [
      'a rule was added',
      { ...wanted, rules: [...wanted.rules, { type: 'update' }] },
      'main › update',
      'a rule',
    ],
    [
      'the check may come from anywhere',
      { ...wanted, rules: [{ type: 'deletion' }, check('Souk')] },
      'main › required_status_checks › required_status_checks',
      '[{"context":"Souk"}]',
    ],
    [
      'the check comes from another app',
      { ...wanted, rules: [{ type: 'deletion' }, check('Souk', { integration_id: 8 })] },
      'main › required_status_checks › required_status_checks',
      '[{"context":"Souk","integration_id":8}]',
    ],
  ])('says where: %s', (_name, found, place, foundThere) => {
    expect(compareRuleset(wanted, found)).toEqual([
      { place, expected: expect.any(String), found: foundThere },
    ]);
  });
});

describe('when the check is bound to an app', () => {
  it('leaves other checks and rules alone', () => {
    const other = check('lint');
    expect(bindCheck({ ...wanted, rules: [check('Souk'), other, { type: 'deletion' }] }, 7).rules).toEqual([
      check('Souk', { integration_id: 7 }),
      other,
      { type: 'deletion' },
    ]);
  });
});
