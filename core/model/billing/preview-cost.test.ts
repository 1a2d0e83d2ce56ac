import { describe, expect, it } from 'vitest';
import type { PriceBook } from '../manifest/manifest.ts';
import { anApp } from '../testing/manifests.ts';
import type { Billing } from './billing-inputs.ts';
import { previewCost } from './preview-cost.ts';
import { type Scenario, scenarioInputs } from './scenario-inputs.ts';
import { aBook, aMonth, planned, used } from './testing/a-month.ts';

const usual: Scenario = { period: '2026-11', usage: { scans: '1200' } };
const scanner = (billing: Billing = {}) =>
  anApp({ billing: { metrics: [{ name: 'scans', unit: 'call' }], ...billing } });
const preview = (
  before: Billing | undefined,
  after: Billing | undefined,
  scenario = usual,
  books = [aBook()],
) =>
  previewCost(
    ...([before, after].map((billing) =>
      billing === undefined ? undefined : scenarioInputs(scanner(billing), books, scenario),
    ) as [ReturnType<typeof scenarioInputs> | undefined, ReturnType<typeof scenarioInputs> | undefined]),
    'As the scenario says.',
  );

describe('when a cost is previewed', () => {
  it('tells before and after a change of a manifest', () => {
    // 1200 × 0.01 = 12.00 → 1200 × 0.02 = 24.00
    const cost = preview({}, { metrics: [{ name: 'scans', unit: 'call', price: '0.02' }] });
    expect(cost).toMatchObject({
      period: '2026-11',
      before: { total: '12.00', currency: 'EUR', problems: [] },
      after: { total: '24.00', currency: 'EUR', problems: [] },
      difference: '12.00',
      lines: [{ kind: 'usage', text: 'scans', before: '12.00', after: '24.00', difference: '12.00' }],
    });
    expect(cost.assumption).toMatch(/^As the scenario says\. Priced as if/);
  });

  it('tells what something new costs, and what goes', () => {
    expect(preview(undefined, {})).toMatchObject({
      before: null,
      after: { total: '12.00' },
      difference: null,
      lines: [],
    });
    expect(preview({}, undefined)).toMatchObject({
      before: { total: '12.00' },
      after: null,
      difference: null,
    });
  });

  it('prices seats, instances and a fee for each installation', () => {
    // Each of 2: 49 + 5 × 3.00 = 15 + 2 instances × 720 h × 0.03 = 43.20: 107.20. Together 214.40
    const books = [planned({ monthly: '49', perSeat: '3', perInstanceHour: '0.03' })];
    const scenario = { period: '2026-11', installations: 2, usage: {}, seats: 5, instances: 2 };
    expect(preview(undefined, { plan: 'team' }, scenario, books).after?.total).toBe('214.40');
  });

  it('takes quantities in the units of the metrics', () => {
    // 3 GiB × 0.05 = 0.15
    const books = [aBook({ units: [{ name: 'gb', quantity: 'bytes', size: '1073741824', price: '0.05' }] })];
    const billing = { metrics: [{ name: 'scans', unit: 'gb' }] };
    expect(
      preview(undefined, billing, { period: '2026-11', usage: { scans: '3' } }, books).after?.total,
    ).toBe('0.15');
  });

  it('replays a month under other prices, whatever cost centers it belongs to', () => {
    // (1000 + 500 + 100 late ones) × 0.01 = 16.00 → × 0.008 = 12.80. Shared costs and credits stay out of it.
    const book: PriceBook = aBook({
      sharedCosts: [{ id: 'gateway', monthly: '90', split: 'even' }],
      credits: [{ id: 'outage', period: '2026-11', costCenter: 'CC-1', amount: '5', reason: 'An outage.' }],
    });
    const month = aMonth({
      books: [book],
      usage: [
        used('1000'),
        used('500', undefined, { costCenter: 'CC-2' }),
        used('100', undefined, { billedPeriod: '2026-12' }),
      ],
    });
    const proposed = { ...month, books: [{ ...book, units: [{ name: 'call', price: '0.008' }] }] };
    expect(previewCost(month, proposed, 'Replayed.')).toMatchObject({
      before: { total: '16.00' },
      after: { total: '12.80' },
      difference: '-3.20',
    });
  });

  it('compares no two currencies', () => {
    const month = aMonth({ usage: [used('100')] });
    expect(previewCost(month, { ...month, books: [aBook({ currency: 'USD' })] }, 'Replayed.')).toMatchObject({
      before: { total: '1.00', currency: 'EUR' },
      after: { total: '1.00', currency: 'USD' },
      difference: null,
    });
  });

  it('tells what cannot be priced', () => {
    const cost = preview({}, { metrics: [{ name: 'scans', unit: 'page' }] });
    expect(cost.after?.problems).toMatchObject([{ code: 'unknown-unit' }]);
    expect(preview({}, {}, usual, [])).toMatchObject({ before: null, after: null });
  });

  it('refuses a scenario that is no quantity', () => {
    expect(() => preview({}, {}, { period: '2026-11', usage: { scans: '-1' } })).toThrow(
      'Expected a decimal',
    );
  });
});
