import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scenarioInputs } from '../billing/scenario-inputs.ts';
import type { Entry, PriceBook } from '../manifest/manifest.ts';
import { anApp, aPriceBook } from '../testing/manifests.ts';
import { assembleCostReport, type CostReport, type PricedSide } from './cost-report.ts';
import { replayInputs } from './replay-inputs.ts';
import type { UsageRollup } from './usage-rollup.ts';

const aggregations = ['sum', 'count', 'max', 'last', 'unique'] as const;
const book = (changes: Partial<PriceBook> = {}): PriceBook =>
  aPriceBook({
    units: aggregations.map((aggregation) => ({
      name: aggregation,
      quantity: 'count',
      aggregation,
      price: '1',
    })),
    plans: [{ name: 'team', monthly: '49', included: { sum: '10' }, perSeat: '3' }],
    platformFee: '0.05',
    ...changes,
  });
const app = (changes: Entry['billing'] = {}): Entry =>
  anApp({ billing: { metrics: aggregations.map((unit) => ({ name: unit, unit })), ...changes } });
const at = (time: string): number => Date.parse(`2026-10-${time}Z`);
const rollup = (metric: string, changes: Partial<UsageRollup> = {}): UsageRollup => ({
  ...{ installation: 'a', metric, from: at('05T10:00:00'), to: at('05T11:00:00'), unit: 'count' },
  ...{ events: '4', sum: '100', max: '50', last: '7', lastAt: at('05T10:30:00'), unique: '3' },
  ...changes,
});
const replayed = (rollups: readonly UsageRollup[], entry = app(), books = [book()]): PricedSide => ({
  ...{ source: 'here', entry, books },
  replay: replayInputs(entry, books, rollups, '2026-10'),
});
const report = (after: PricedSide, before?: PricedSide): CostReport =>
  assembleCostReport({
    ...{ period: '2026-10', basis: 'usage', basisWords: 'As it was.', usage: null, problems: [] },
    ...{ before, after },
  });

describe('when usage that was is priced', () => {
  it('takes of each metric the number that its unit asks for', () => {
    const { after } = report(replayed(aggregations.map((metric) => rollup(metric))));
    expect(
      Object.fromEntries(after.lines.map(({ metric, quantity }) => [metric ?? 'fee', quantity])),
    ).toEqual({
      ...{ sum: '100', count: '4', max: '50', last: '7', unique: '3', fee: '164' },
    });
  });

  it('takes the last value of the month, and the largest', () => {
    const later = { from: at('06T10:00:00'), to: at('06T11:00:00'), lastAt: at('06T10:01:00') };
    const { after } = report(
      replayed([
        ...[rollup('last', { ...later, last: '2' }), rollup('last', { last: '9' })],
        ...[rollup('max', { ...later, max: '3' }), rollup('max', { max: '5' })],
      ]),
    );
    expect(after.lines.map(({ metric, quantity }) => [metric, quantity]).slice(0, 2)).toEqual([
      ['last', '2'],
      ['max', '5'],
    ]);
  });

  it('tells before and after under other prices, with what differs', () => {
    // 2 × (100 − 10) × 1 + 2 × 49 = 278, fee 13.90 → 2 × 90 × 2 + 98 = 458, fee 22.90
    const usage = [rollup('sum'), rollup('sum', { installation: 'b' })];
    const entry = app({ plan: 'team' });
    const dearer = book({ units: [{ name: 'sum', quantity: 'count', price: '2' }] });
    const told = report(replayed(usage, entry, [dearer]), replayed(usage, entry));
    expect(told).toMatchObject({
      ...{ difference: '189.00', installations: 2, problems: [] },
      before: { total: '291.90', currency: 'EUR', plan: 'team' },
      after: { total: '480.90' },
      differences: [
        { kind: 'usage', text: 'sum', before: '180.00', after: '360.00', difference: '180.00' },
        { kind: 'platform-fee', before: '13.90', after: '22.90', difference: '9.00' },
      ],
    });
    expect(told.after.groups).toMatchObject([
      { name: 'fixed', total: '98.00', lines: [{ text: 'Plan team', quantity: '2', count: 2 }] },
      { name: 'usage', total: '360.00' },
      { name: 'platform', total: '22.90' },
    ]);
  });

  it.each<[name: string, side: PricedSide, problem: object]>([
    [
      'in another measure',
      replayed([rollup('sum', { unit: 'bytes' })]),
      { code: 'unknown-unit', blocks: true },
    ],
    ['without its subjects', replayed([rollup('unique', { unique: undefined })]), { code: 'invalid-slice' }],
    ['of an unknown metric', replayed([rollup('other')]), { code: 'unknown-metric', blocks: true }],
    ['without prices', replayed([rollup('sum')], app(), []), { code: 'no-price-book', blocks: true }],
  ])('tells what cannot be priced: usage %s', (_name, side, problem) => {
    expect(report(side).problems).toMatchObject([problem]);
  });

  it('takes the latest of what is in the same span', () => {
    const [early, late] = [
      rollup('last', { last: '9' }),
      rollup('last', { last: '2', lastAt: at('05T10:59:00') }),
    ];
    for (const order of [
      [early, late],
      [late, early],
    ]) {
      expect(report(replayed(order)).after.lines[0]?.quantity).toBe('2');
    }
  });

  it('tells no difference between two currencies', () => {
    const dollars = replayed([rollup('sum')], app(), [book({ currency: 'USD' })]);
    expect(report(dollars, replayed([rollup('sum')]))).toMatchObject({
      ...{ difference: null, differences: [] },
      before: { total: '105.00', currency: 'EUR' },
      after: { total: '105.00', currency: 'USD' },
    });
  });

  it('leaves out other months, and who was there in them alone', () => {
    const other = rollup('sum', { from: Date.parse('2026-11-01T00:00:00Z'), installation: 'b' });
    const { after, installations } = report(replayed([other], app({ plan: 'team' })));
    expect([after, installations]).toMatchObject([{ total: '0.00', currency: 'EUR', lines: [] }, 0]);
  });

  it('sums to the total, in lines and in groups', () => {
    const quantity = fc.integer({ min: 0, max: 1e7 }).map((n) => (n / 1000).toFixed(3));
    const side = fc.record({
      installations: fc.integer({ min: 1, max: 4 }),
      usage: fc.record({ sum: quantity, count: quantity, max: quantity }),
      seats: quantity,
      plan: fc.constantFrom('team', undefined),
      price: quantity,
    });
    fc.assert(
      fc.property(side, ({ plan, price, ...scenario }) => {
        const entry = app(plan === undefined ? {} : { plan });
        const books = [book({ units: book().units.map((unit) => ({ ...unit, price })) })];
        const inputs = scenarioInputs(entry, books, { period: '2026-10', ...scenario });
        const { after } = report({ source: 'here', entry, books, replay: { inputs, problems: [] } });
        const sum = (amounts: readonly string[]): string =>
          amounts.reduce((total, amount) => total.plus(amount), new Big(0)).toFixed(2);
        expect(sum(after.lines.map(({ amount }) => amount))).toBe(after.total);
        expect(sum(after.groups.map(({ total }) => total))).toBe(after.total);
        expect(sum(after.groups.flatMap(({ lines }) => lines.map(({ amount }) => amount)))).toBe(after.total);
      }),
      { numRuns: 60 },
    );
  });
});
