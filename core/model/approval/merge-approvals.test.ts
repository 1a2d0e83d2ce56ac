import { describe, expect, it } from 'vitest';
import type { PolicyVerdict } from '../policy/policy-evaluator.ts';
import { aRule, aVerdict, aViolation } from '../testing/policies.ts';
import { mergeApprovals } from './merge-approvals.ts';

const tier = aRule('approval/tier', { message: 'The risk is {tier}.' });
const data = aRule('approval/data', { message: 'It handles personal data.' });
const demand = (role: string, count = 1, rule = data, params = {}): PolicyVerdict['violations'][number] =>
  aViolation(rule, '', { role, count, ...params });
const verdict = (...violations: PolicyVerdict['violations']) => ({ verdict: aVerdict({ violations }) });
const failed = { verdict: aVerdict({ failures: [{ reason: 'It crashed.' }] }) };
const unjudged = 'Part of the change could not be judged.';

describe('when the approvals of a change are put together', () => {
  it.each<
    [name: string, changed: Parameters<typeof mergeApprovals>[0], illegible: boolean, required: object[]]
  >([
    ['nothing changed', [], false, []],
    ['nothing is demanded', [verdict(aViolation(aRule('org/x')), aViolation(aRule('risk/x')))], false, []],
    [
      'a rule demands',
      [verdict(demand('security', 2, tier, { tier: 'high' }))],
      false,
      [{ role: 'security', count: 2, reason: 'The risk is high.' }],
    ],
    [
      'two parts demand the same role',
      [verdict(demand('security', 1)), verdict(demand('security', 2, tier, { tier: 'high' }))],
      false,
      [{ role: 'security', count: 2, reason: 'It handles personal data. The risk is high.' }],
    ],
    [
      'two parts give the same reason',
      [verdict(demand('security', 3)), verdict(demand('security'))],
      false,
      [{ role: 'security', count: 3, reason: 'It handles personal data.' }],
    ],
    [
      'roles come in any order',
      [verdict(demand('security'), demand('finance'), demand('privacy'))],
      false,
      ['finance', 'privacy', 'security'].map((role) => ({
        role,
        count: 1,
        reason: 'It handles personal data.',
      })),
    ],
    ['a rule failed', [failed], false, [{ role: 'platform', count: 1, reason: unjudged }]],
    ['a manifest is not legible', [], true, [{ role: 'platform', count: 1, reason: unjudged }]],
    [
      'platform is asked anyway',
      [verdict(demand('platform', 2)), failed],
      true,
      [{ role: 'platform', count: 2, reason: `It handles personal data. ${unjudged}` }],
    ],
  ])('returns for each role the highest count: %s', (_name, changed, illegible, required) => {
    expect(mergeApprovals(changed, illegible)).toEqual({ required, autoApprovable: required.length === 0 });
  });
});
