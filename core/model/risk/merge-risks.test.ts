import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRule, aVerdict, aViolation } from '../testing/policies.ts';
import { mergeRisks, riskOf } from './merge-risks.ts';
import { highestTier, type Risk, riskTiers } from './risk.ts';

const record = { key: { kind: 'App', id: 'scanner' } } as const;
const egress = aRule('risk/egress', { message: 'It calls {host}.' });
const data = aRule('risk/data', { message: 'It holds data.' });

describe('when the risk of an entity is told', () => {
  it('gives the reasons of the risk layer, the gravest first, and nothing of other layers', () => {
    const verdict = aVerdict({
      tier: 'high',
      violations: [
        aViolation(egress, '/egress/0', { tier: 'low', host: 'a.example' }),
        aViolation(aRule('org/x'), '/x'),
        aViolation(data, '/data', { tier: 'high' }),
        aViolation(egress, '/egress/1', { tier: 'medium', host: 'b.example' }),
      ],
    });
    const entity = record.key;
    expect(riskOf({ record, verdict })).toEqual({
      tier: 'high',
      reasons: [
        { rule: 'risk/data', path: '/data', text: 'It holds data.', tier: 'high', entity },
        { rule: 'risk/egress', path: '/egress/1', text: 'It calls b.example.', tier: 'medium', entity },
        { rule: 'risk/egress', path: '/egress/0', text: 'It calls a.example.', tier: 'low', entity },
      ],
    });
  });

  it('is high when a rule failed, whatever the others say', () => {
    const verdict = aVerdict({
      violations: [aViolation(data, '/data', { tier: 'low' })],
      failures: [{ reason: 'It crashed.' }],
    });
    expect(riskOf({ record, verdict })).toMatchObject({
      tier: 'high',
      reasons: [{ rule: 'risk/unknown', path: '', entity: record.key }, { rule: 'risk/data' }],
    });
  });

  it('is the tier of the verdict where nothing is risky', () => {
    expect(riskOf({ record, verdict: aVerdict() })).toEqual({ tier: 'low', reasons: [] });
    expect(riskOf({ record, verdict: aVerdict({ tier: 'medium' }) }).tier).toBe('medium');
  });
});

describe('when risks are merged', () => {
  const risk = fc
    .constantFrom(...riskTiers)
    .map((tier): Risk => ({ tier, reasons: [{ rule: `risk/${tier}`, path: '', text: tier }] }));

  it('is as high as the highest, with all reasons, in any order', () => {
    fc.assert(
      fc.property(fc.array(risk), (risks) => {
        const merged = mergeRisks(risks);
        expect(merged.reasons).toEqual(risks.flatMap(({ reasons }) => reasons));
        expect(risks.every(({ tier }) => riskTiers.indexOf(tier) <= riskTiers.indexOf(merged.tier))).toBe(
          true,
        );
        expect(merged.tier).toBe(mergeRisks(risks.toReversed()).tier);
        expect(risks.length === 0 || risks.some(({ tier }) => tier === merged.tier)).toBe(true);
      }),
    );
    expect(highestTier([])).toBe('low');
  });
});
