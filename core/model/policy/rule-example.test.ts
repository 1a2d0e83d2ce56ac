import { describe, expect, it } from 'vitest';
import type { PolicyRule } from './policy-rule.ts';
import { chooseExample, type RuleCase } from './rule-example.ts';

const rule = {
  reads: ['input.entity.license', 'input.entity.egress', 'input.refs.owner'],
} as unknown as PolicyRule;

function ruleCase(name: string, fields: object, { fails = false, refs = {} } = {}): RuleCase {
  return {
    name,
    input: { entity: { kind: 'App', ...fields }, refs },
    violations: fails ? [{ path: '/license', params: {} }] : [],
  };
}

describe('when an example of a rule is chosen', () => {
  it('takes the two cases that differ least in what the rule reads', () => {
    const cases = [
      ruleCase('fails with everything', { license: 'none', egress: ['a', 'b'] }, { fails: true }),
      ruleCase('fails', { license: 'none' }, { fails: true }),
      ruleCase('passes', { license: 'MIT' }),
      ruleCase('passes with a host', { license: 'Apache-2.0-or-what', egress: ['b'] }),
    ];
    expect(chooseExample(rule, cases)).toMatchObject({
      failing: { name: 'fails' },
      passing: { name: 'passes' },
      differences: ['/entity/license'],
    });
  });

  it('takes what differs in the manifest rather than around it', () => {
    const cases = [
      ruleCase('fails', { license: 'none' }, { fails: true, refs: { owner: 'x' } }),
      ruleCase('passes there', { license: 'none' }, { refs: { owner: 'yy' } }),
      ruleCase('passes', { license: 'MIT' }, { refs: { owner: 'x' } }),
    ];
    expect(chooseExample(rule, cases)?.passing.name).toBe('passes');
  });

  it('takes a pass that shows a value rather than none', () => {
    const cases = [
      ruleCase('fails', { license: 'none' }, { fails: true }),
      ruleCase('passes without', {}),
      ruleCase('passes', { license: 'Apache-2.0' }),
    ];
    expect(chooseExample(rule, cases)?.passing.name).toBe('passes');
  });

  it('does not compare manifests of two kinds', () => {
    const cases = [ruleCase('fails', {}, { fails: true }), ruleCase('passes', { kind: 'Team' })];
    expect(chooseExample(rule, cases)).toBeUndefined();
  });

  it('has none without a fail and a pass', () => {
    expect(chooseExample(rule, [ruleCase('passes', {})])).toBeUndefined();
    expect(chooseExample(rule, [])).toBeUndefined();
  });
});
