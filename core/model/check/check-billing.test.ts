import { describe, expect, it } from 'vitest';
import type { Entry, Manifest, PriceBook } from '../manifest/manifest.ts';
import { catalogOf, contextOf } from '../testing/catalogs.ts';
import { anApp, anInstallation, aPriceBook } from '../testing/manifests.ts';
import { checkBilling } from './check-billing.ts';

const unit = { name: 'call', quantity: 'count', price: '0.01' };
const book = (changes: Partial<PriceBook> = {}): PriceBook => aPriceBook({ units: [unit], ...changes });
const tiers = (...steps: { upTo?: string; price: string }[]) => ({ mode: 'graduated' as const, steps });
const metric = { name: 'calls', unit: 'call' };
const app = (billing: Entry['billing']): Entry => anApp(billing === undefined ? {} : { billing });
const reason = 'Something went wrong.';
const credit = { id: 'outage', period: '2026-10', amount: '5', reason };
const cost = { id: 'gateway', monthly: '5' };
const dollars = app({ metrics: [{ ...metric, price: '1', currency: 'USD' }] });
const rate = { currency: 'USD', from: '2026-11', rate: '0.9' };

/** `rule pointer`, of everything that is found when a catalog becomes another. */
function find(before: readonly Manifest[], after: readonly Manifest[]): string[] {
  return checkBilling
    .run(contextOf(catalogOf(before), catalogOf(after)))
    .map(
      ({ rule, place, level }) =>
        `${level === undefined ? '' : `${level} `}${rule} ${'pointer' in place ? place.pointer : ''}`,
    )
    .toSorted();
}

describe('when prices are checked', () => {
  it.each<[name: string, manifests: Manifest[], expected: string[]]>([
    [
      'everything is in order',
      [
        book({
          units: [
            { ...unit, size: '1', aggregation: 'sum' },
            {
              name: 'gb',
              quantity: 'bytes',
              size: '1073741824',
              tiers: tiers({ upTo: '1', price: '2' }, { upTo: '2', price: '1' }, { price: '0' }),
            },
            { name: 'mail', package: { units: '100', price: '1' } },
          ],
          plans: [{ name: 'team', included: { call: '1', seat: '2', 'instance-hour': '3' } }],
          platformFee: '1',
          exchangeRates: [rate, { ...rate, from: '2026-12' }],
          sharedCosts: [
            { ...cost, split: 'even', among: ['CC-1'] },
            {
              ...cost,
              id: 'rent',
              split: 'fixed',
              weights: { 'CC-1': '1' },
              from: '2026-10',
              until: '2026-10',
            },
          ],
          credits: [
            { ...credit, costCenter: 'CC-1' },
            { ...credit, id: 'other', installation: 'invoices-prod' },
          ],
          reissues: [{ id: 'outage', period: '2026-10', reason }],
        }),
        book({ id: 'next', validFrom: '2027-01-01' }),
        anInstallation(),
        dollars,
      ],
      [],
    ],
    [
      'a unit has two prices',
      [book({ units: [{ ...unit, package: { units: '1', price: '1' } }] })],
      ['billing/one-price /units/0/package'],
    ],
    [
      'a metric has three prices',
      [
        app({
          metrics: [
            { ...metric, price: '1', tiers: tiers({ price: '1' }), package: { units: '1', price: '1' } },
          ],
        }),
      ],
      ['billing/one-price /billing/metrics/0/package', 'billing/one-price /billing/metrics/0/tiers'],
    ],
    [
      'steps fall',
      [
        book({
          units: [
            {
              name: 'call',
              tiers: tiers({ upTo: '10', price: '1' }, { upTo: '9', price: '1' }, { price: '1' }),
            },
          ],
        }),
      ],
      ['billing/tiers /units/0/tiers/steps/1'],
    ],
    [
      'two steps end together',
      [
        book({
          units: [
            {
              name: 'call',
              tiers: tiers({ upTo: '10', price: '1' }, { upTo: '10.0', price: '1' }, { price: '1' }),
            },
          ],
        }),
      ],
      ['billing/tiers /units/0/tiers/steps/1'],
    ],
    [
      'the first step is empty',
      [book({ units: [{ name: 'call', tiers: tiers({ upTo: '0', price: '1' }, { price: '1' }) }] })],
      ['billing/tiers /units/0/tiers/steps/0'],
    ],
    [
      'the steps end',
      [app({ metrics: [{ ...metric, tiers: tiers({ upTo: '10', price: '1' }) }] })],
      ['billing/tiers /billing/metrics/0/tiers/steps/0'],
    ],
    [
      'a step without an end is followed by another',
      [book({ units: [{ name: 'call', tiers: tiers({ price: '1' }, { price: '1' }) }] })],
      ['billing/tiers /units/0/tiers/steps/0'],
    ],
    [
      'sizes, rates and weights are 0',
      [
        book({
          units: [
            { ...unit, size: '0' },
            { name: 'mail', package: { units: 0, price: '1' } },
          ],
          exchangeRates: [{ ...rate, rate: '0.00' }],
          sharedCosts: [{ ...cost, split: 'fixed', weights: { 'CC/1': '0', 'CC-2': '1' } }],
        }),
        app({ partners: [{ id: 'north', weight: '0' }] }),
      ],
      [
        'billing/above-zero /billing/partners/0/weight',
        'billing/above-zero /exchangeRates/0/rate',
        'billing/above-zero /sharedCosts/0/weights/CC~11',
        'billing/above-zero /units/0/size',
        'billing/above-zero /units/1/package/units',
      ],
    ],
    [
      'shares are above 1',
      [book({ platformFee: '1.01' }), app({ metrics: [{ ...metric, revenueShare: 20 }] })],
      ['billing/share /billing/metrics/0/revenueShare', 'billing/share /platformFee'],
    ],
    [
      'names stand twice',
      [
        book({
          units: [unit, unit],
          plans: [{ name: 'a' }, { name: 'b' }, { name: 'a' }],
          exchangeRates: [rate, rate],
          sharedCosts: [
            { ...cost, split: 'even' },
            { ...cost, split: 'even' },
          ],
          credits: [{ ...credit, costCenter: 'CC-1' }],
          reissues: [{ id: 'again', period: '2026-10', reason }],
        }),
        app({ partners: [{ id: 'north' }, { id: 'north' }] }),
      ],
      [
        'billing/duplicate /billing/partners/1/id',
        'billing/duplicate /exchangeRates/1/from',
        'billing/duplicate /plans/2/name',
        'billing/duplicate /sharedCosts/1/id',
        'billing/duplicate /units/1/name',
      ],
    ],
    [
      'two price books give one credit and issue one month again',
      [
        book({
          credits: [{ ...credit, costCenter: 'CC-1' }],
          reissues: [{ id: 'again', period: '2026-10', reason }],
        }),
        book({
          id: 'next',
          validFrom: '2027-01-01',
          credits: [{ ...credit, costCenter: 'CC-1' }],
          reissues: [{ id: 'again', period: '2026-10', reason }],
        }),
      ],
      [
        'billing/duplicate /credits/0/id',
        'billing/duplicate /credits/0/id',
        'billing/duplicate /reissues/0/id',
        'billing/duplicate /reissues/0/id',
      ],
    ],
    [
      'two price books begin together',
      [book({ validFrom: '2027-01-01' }), book({ id: 'next', validFrom: '2027-01-01T00:00:00Z' })],
      ['billing/valid-from /validFrom', 'billing/valid-from /validFrom'],
    ],
    [
      'two price books have always been valid',
      [book(), book({ id: 'next' })],
      ['billing/valid-from ', 'billing/valid-from '],
    ],
    [
      'a price book begins within an hour',
      [book({ validFrom: '2027-01-01T10:30:00Z' })],
      ['warn billing/valid-from /validFrom'],
    ],
    [
      'a plan includes what nobody knows',
      [book({ plans: [{ name: 'team', included: { cal: '1' } }] })],
      ['billing/unit /plans/0/included/cal'],
    ],
    [
      'a unit measures apples',
      [book({ units: [{ ...unit, quantity: 'apples' }] })],
      ['billing/quantity /units/0/quantity'],
    ],
    [
      'shared costs say not how they are divided',
      [
        book({
          sharedCosts: [
            { ...cost, split: 'fixed' },
            { ...cost, id: 'b', split: 'fixed', among: ['CC-1'], weights: { 'CC-1': '1' } },
            { ...cost, id: 'c', split: 'even', weights: { 'CC-1': '1' } },
            { ...cost, id: 'd', split: 'even', from: '2026-11', until: '2026-10' },
          ],
        }),
      ],
      [
        'billing/split /sharedCosts/0/split',
        'billing/split /sharedCosts/1/among',
        'billing/split /sharedCosts/2/weights',
        'billing/split /sharedCosts/3/until',
      ],
    ],
    [
      'nobody gets a credit',
      [book({ credits: [credit, { ...credit, id: 'gone', installation: 'gone' }] })],
      ['billing/credit /credits/0', 'billing/credit /credits/1'],
    ],
    [
      'currencies are not known',
      [book({ currency: 'QQQ', exchangeRates: [{ ...rate, currency: 'ZZZ' }] })],
      ['billing/currency /currency', 'billing/currency /exchangeRates/0/currency'],
    ],
    [
      'a price is in a currency without a rate',
      [book(), dollars],
      ['billing/currency /billing/metrics/0/currency'],
    ],
    [
      'a price is in a currency whose rate comes next month',
      [book({ exchangeRates: [{ ...rate, from: '2026-12' }] }), dollars],
      ['billing/currency /billing/metrics/0/currency'],
    ],
    ['there is no price book to say what has a rate', [dollars], []],
  ])('%s', (_name, manifests, expected) => {
    expect(find([], manifests)).toEqual(expected);
  });

  it('tells entries that a change of the price book takes their currency from', () => {
    expect(find([book({ exchangeRates: [rate] }), dollars], [book(), dollars])).toEqual([
      'billing/currency /billing/metrics/0/currency',
    ]);
    expect(find([book(), dollars], [book({ platformFee: '0.1' }), dollars])).toEqual([]);
  });
});
