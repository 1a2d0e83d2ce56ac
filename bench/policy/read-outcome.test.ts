import { describe, expect, it } from 'vitest';
import { compareOutcomes } from './compare-outcomes.ts';
import { readConftestOutcome, readOpaOutcome, readOwnOutcome } from './read-outcome.ts';
import { ruleOf } from './testing/rules.ts';

const rules = [
  ruleOf('platform/auth', { kinds: ['App'] }),
  ruleOf('org/ownership', { kinds: ['App', 'Team'] }),
  ruleOf('risk/scope', { kinds: ['App'] }),
];
const violation = { path: '', params: {} };

const ours = readOwnOutcome(
  JSON.stringify({ entities: 2, violations: { 'platform/auth': 1, 'org/ownership': 2, 'risk/scope': 1 } }),
);

const conftest = [
  {
    filename: 'a.json',
    successes: 0,
    warnings: [{ msg: 'risk/scope' }],
    failures: [{ msg: 'platform/auth' }, { msg: 'org/ownership' }],
  },
  { filename: 'b.json', successes: 1, failures: [{ msg: 'org/ownership' }] },
];

const opa = [
  { rules: 3, tier: 'low', risk: { 0: [violation] }, found: { 0: [violation], 1: [violation] } },
  { rules: 1, tier: 'low', risk: {}, found: { 0: [violation] } },
];

describe('when programs print what they found', () => {
  it('counts the violations of each rule, whoever printed them', () => {
    expect(readConftestOutcome(JSON.stringify(conftest))).toEqual(ours);
    expect(readOpaOutcome(JSON.stringify(opa), ['App', 'Team'], rules)).toEqual(ours);
  });

  it('takes a file without violations for judged', () => {
    expect(readConftestOutcome('[{"filename":"a.json","successes":2}]')).toEqual({
      entities: 1,
      violations: new Map(),
    });
  });

  it('keeps the answer of a rule that is not there', () => {
    const { violations } = readOpaOutcome('[{"risk":{},"found":{"7":[{}]}}]', ['Team'], rules);
    expect([...violations.keys()]).toEqual(['rule 7, which is not there']);
  });
});

describe('when outcomes are compared', () => {
  it('finds no difference in the same', () => {
    expect(compareOutcomes(ours, readConftestOutcome(JSON.stringify(conftest)), 'conftest')).toEqual([]);
  });

  it('names each rule that differs, and entities that nobody judged', () => {
    const theirs = readConftestOutcome(JSON.stringify(conftest.slice(0, 1)));
    expect(compareOutcomes(ours, theirs, 'conftest')).toEqual([
      'entities: 2 by souk, 1 by conftest',
      'org/ownership: 2 by souk, 1 by conftest',
    ]);
  });

  it('sees a rule that only the peer found something by', () => {
    const theirs = { entities: 2, violations: new Map([...ours.violations, ['org/more', 1]]) };
    expect(compareOutcomes(ours, theirs, 'opa')).toEqual(['org/more: 0 by souk, 1 by opa']);
  });
});
