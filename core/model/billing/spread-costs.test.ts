import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleStatements } from './assemble-statements.ts';
import type { Slice } from './billing-inputs.ts';
import { type CostWeight, spreadCosts } from './spread-costs.ts';
import { NO_COST_CENTER } from './statement.ts';
import { aMonth, aVersion, planned, priced, slice, statementOf, there, used } from './testing/a-month.ts';
import { anyMonth } from './testing/arbitrary-month.ts';

const november = { from: Date.parse('2026-11-01T00:00:00Z'), to: Date.parse('2026-12-01T00:00:00Z') };

function weigh(one: Slice, metric = 'calls', tags: readonly (string | null)[] = []): CostWeight {
  const billedPeriod = one.billedPeriod ?? one.from.slice(0, 7);
  const source = metric === 'seats' ? 'seats' : 'usage';
  return { ...one, source, metric, costCenter: one.costCenter ?? 'CC-1', billedPeriod, tags };
}

const spread = (
  inputs: Parameters<typeof statementOf>[0],
  weights: readonly CostWeight[] = inputs.usage.map((one) => weigh(one, one.metric)),
  span = november,
) =>
  spreadCosts(statementOf(inputs), weights, { span, tags: weights[0]?.tags.length ?? 0 }).map(
    ({ line, day, version, tags, amount }) => [line.kind, day, version, ...tags, amount.toFixed(2)].join(' '),
  );

describe('spreadCosts', () => {
  it('lets usage fall on its days, by how much there was', () => {
    expect(
      spread(
        aMonth({
          usage: [used('100', '2026-11-03T00'), used('50', '2026-11-03T09'), used('150', '2026-11-20T09')],
        }),
      ),
    ).toEqual(['usage 2026-11-03 1.0.0 1.50', 'usage 2026-11-20 1.0.0 1.50']);
  });

  it('lets both days have the price that all of it came to, where steps make it cheaper', () => {
    const steps = [{ upTo: '100', price: '0.03' }, { price: '0.01' }];
    const inputs = aMonth({
      books: [priced({ tiers: { mode: 'volume', steps } })],
      usage: [used('100', '2026-11-03T00'), used('300', '2026-11-04T00')],
    });
    expect(spread(inputs)).toEqual(['usage 2026-11-03 1.0.0 1.00', 'usage 2026-11-04 1.0.0 3.00']);
  });

  it('gives the cent that is left to who lost most, the earlier of two', () => {
    const usage = ['2026-11-03T00', '2026-11-04T00', '2026-11-05T00'].map((hour) => used('1', hour));
    // Three thirds of four cents.
    expect(spread(aMonth({ books: [priced({ price: '0.0134' })], usage }))).toEqual([
      'usage 2026-11-03 1.0.0 0.02',
      'usage 2026-11-04 1.0.0 0.01',
      'usage 2026-11-05 1.0.0 0.01',
    ]);
  });

  it('tells tags apart', () => {
    const usage = [used('400', '2026-11-03T00')];
    const weights = [
      weigh(slice('300', '2026-11-03T00'), 'calls', ['emea']),
      weigh(slice('100', '2026-11-03T00'), 'calls', [null]),
    ];
    expect(spread(aMonth({ usage }), weights)).toEqual([
      'usage 2026-11-03 1.0.0 emea 3.00',
      'usage 2026-11-03 1.0.0  1.00',
    ]);
  });

  it('lets a fee fall on the days on which the installation was there', () => {
    const inputs = aMonth({
      books: [planned({ monthly: '30.00' })],
      versions: [{ entry: 'scanner', version: '1.0.0', billing: { plan: 'team' } }],
      presences: [there('2026-11-10T12:00:00Z', '2026-11-12T00:00:00Z')],
    });
    expect(spread(inputs)).toEqual(['plan-fee 2026-11-10 1.0.0 0.50', 'plan-fee 2026-11-11 1.0.0 1.00']);
  });

  it('lets the fee of the platform fall on the days of what it is for', () => {
    const inputs = aMonth({
      books: [priced({ price: '1' }, { platformFee: '0.1' })],
      usage: [used('10', '2026-11-03T00'), used('30', '2026-11-04T00')],
    });
    expect(spread(inputs).slice(2)).toEqual([
      'platform-fee 2026-11-03 1.0.0 1.00',
      'platform-fee 2026-11-04 1.0.0 3.00',
    ]);
  });

  it('spreads what has no days of its own over those that have passed', () => {
    const inputs = aMonth({
      books: [priced({}, { sharedCosts: [{ id: 'gateway', monthly: '1.00', split: 'even' }] })],
      presences: [there()],
    });
    const span = { from: november.from, to: Date.parse('2026-11-03T05:00:00Z') };
    expect(spread(inputs, [], span)).toEqual([
      'shared-cost 2026-11-01  0.34',
      'shared-cost 2026-11-02  0.33',
      'shared-cost 2026-11-03  0.33',
    ]);
  });

  it('spreads what is billed late over the month that bills it', () => {
    const late = used('3000', '2026-10-03T00', { billedPeriod: '2026-11' });
    const parts = spread(aMonth({ usage: [late] }));
    expect(parts).toHaveLength(30);
    expect(new Set(parts)).toContain('adjustment 2026-11-30  1.00');
  });

  it('spreads the share of a partner in that alike', () => {
    const inputs = aMonth({
      versions: [aVersion({ metrics: [{ name: 'calls', unit: 'call', revenueShare: '0.5' }] })],
      usage: [used('6000', '2026-10-03T00', { billedPeriod: '2026-11' })],
    });
    const statement = statementOf(inputs, 'scanner');
    const days = spreadCosts(
      statement,
      inputs.usage.map((one) => weigh(one)),
      { span: november, tags: 0 },
    );
    expect(days.map(({ amount }) => amount.toFixed(2))).toEqual(new Array(30).fill('1.00'));
  });

  it('loses nothing, whatever is known of days', () => {
    const kept = fc.array(fc.boolean(), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(anyMonth, kept, (inputs, choice) => {
        const { statements } = assembleStatements(inputs);
        const centers = new Map(inputs.installations.map(({ id, costCenter }) => [id, costCenter]));
        const weights = inputs.usage
          .filter((_, i) => choice[i])
          .map((one) => ({
            ...weigh(one, one.metric),
            costCenter: one.costCenter ?? centers.get(one.installation) ?? NO_COST_CENTER,
          }));
        for (const statement of statements) {
          const parts = spreadCosts(statement, weights, { span: november, tags: 0 });
          expect(parts.every(({ day }) => day.startsWith('2026-11-'))).toBe(true);
          for (const line of statement.lines) {
            const own = parts.filter((part) => part.line === line);
            const sum = own.reduce((total, { amount }) => total.plus(amount), new Big(0));
            expect(sum.eq(line.amount)).toBe(true);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
