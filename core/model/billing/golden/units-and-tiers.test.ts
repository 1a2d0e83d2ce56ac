import { describe, expect, it } from 'vitest';
import type { BillingInputs } from '../billing-inputs.ts';
import { aMonth, aVersion, priced, read, statementOf, used } from '../testing/a-month.ts';

const tiers = (mode: 'graduated' | 'volume') => ({
  tiers: {
    mode,
    steps: [{ upTo: '1000', price: '0.10' }, { upTo: '5000', price: '0.08' }, { price: '0.05' }],
  },
});
const graduated = priced(tiers('graduated'));
const volume = priced(tiers('volume'));
const gigabytes = priced({ quantity: 'bytes', size: '1073741824', price: '0.05' });

const cases: readonly (readonly [
  name: string,
  inputs: Partial<BillingInputs>,
  lines: string[],
  total: string,
])[] = [
  // 1200 calls × 0.01 = 12.00
  ['per unit', { usage: [used('1200')] }, ['usage 1200 call × 0.01 EUR = 12.00'], '12.00'],

  // Nothing was used: no line, and a total of nothing.
  ['zero usage', { usage: [used('0')] }, [], '0.00'],

  // The manifest asks for 0.02 and counts instead of the 0.01 of the price book: 50 × 0.02 = 1.00
  [
    'a price of the manifest instead of the price book',
    {
      usage: [used('50')],
      versions: [aVersion({ metrics: [{ name: 'calls', unit: 'call', price: '0.02' }] })],
    },
    ['usage 50 call × 0.02 EUR = 1.00'],
    '1.00',
  ],

  // Half-even, tie down: 1 × 0.125 = 0.125, as near to 0.12 as to 0.13; 2 is even, 3 is not: 0.12
  [
    'a tie goes down to the even cent',
    { books: [priced({ price: '0.125' })], usage: [used('1')] },
    ['usage 1 call × 0.125 EUR = 0.12'],
    '0.12',
  ],

  // Half-even, tie up: 1 × 0.135 = 0.135, as near to 0.13 as to 0.14; 4 is even: 0.14
  [
    'a tie goes up to the even cent',
    { books: [priced({ price: '0.135' })], usage: [used('1')] },
    ['usage 1 call × 0.135 EUR = 0.14'],
    '0.14',
  ],

  // No tie: 1 × 0.1250000001 is nearer to 0.13
  [
    'a hair above a tie goes up',
    { books: [priced({ price: '0.1250000001' })], usage: [used('1')] },
    ['usage 1 call × 0.1250000001 EUR = 0.13'],
    '0.13',
  ],

  // Rounded once, not per rollup: 0.004 + 0.004 + 0.004 = 0.012 → 0.01, where each alone would have been 0.00
  [
    'three rollups are rounded once',
    {
      books: [priced({ price: '0.004' })],
      usage: [used('1', '2026-11-01T00'), used('1', '2026-11-02T00'), used('1', '2026-11-03T00')],
    },
    ['usage 3 call × 0.004 EUR = 0.01'],
    '0.01',
  ],

  // 5 GiB are 5 × 1073741824 = 5368709120 bytes: 5 × 0.05 = 0.25
  [
    'bytes in gibibytes',
    { books: [gigabytes], usage: [used('5368709120')] },
    ['usage 5 call × 0.05 EUR = 0.25'],
    '0.25',
  ],

  // 1 GB is 1000000000 ÷ 1073741824 = 0.931322574615478515625 GiB, shown with 12 digits: 0.931322574615 (the next is 4).
  // × 0.05 = 0.04656… → 0.05
  [
    'bytes that are no whole unit',
    { books: [gigabytes], usage: [used('1000000000')] },
    ['usage 0.931322574615 call × 0.05 EUR = 0.05'],
    '0.05',
  ],

  // 20 minutes are 1200 s, 1200 ÷ 3600 = 1/3 h, without end. 1200 × 0.45 ÷ 3600 = 540 ÷ 3600 = 0.15 exactly,
  // while 0.333333333333 × 0.45 would be 0.14999….
  [
    'a third of an hour is not rounded before its price',
    { books: [priced({ quantity: 'seconds', size: '3600', price: '0.45' })], usage: [used('1200')] },
    ['usage 0.333333333333 call × 0.45 EUR = 0.15'],
    '0.15',
  ],

  // Graduated, within the first step, on its last unit: 1000 × 0.10 = 100.00
  [
    'graduated: the last unit of the first step',
    { books: [graduated], usage: [used('1000')] },
    ['usage 1000 call × 0.1 EUR = 100.00'],
    '100.00',
  ],

  // Graduated, one more: 1000 × 0.10 = 100.00; 1 × 0.08 = 0.08; together 100.08
  [
    'graduated: the first unit of the second step',
    { books: [graduated], usage: [used('1001')] },
    ['usage 1000 call × 0.1 EUR = 100.00', 'usage 1 call × 0.08 EUR = 0.08'],
    '100.08',
  ],

  // Graduated, all steps: 1000 × 0.10 = 100.00; 4000 × 0.08 = 320.00; 7000 − 5000 = 2000 × 0.05 = 100.00; together 520.00
  [
    'graduated: through all steps',
    { books: [graduated], usage: [used('7000')] },
    [
      'usage 1000 call × 0.1 EUR = 100.00',
      'usage 4000 call × 0.08 EUR = 320.00',
      'usage 2000 call × 0.05 EUR = 100.00',
    ],
    '520.00',
  ],

  // Volume, on the edge: 1000 are still in the first step: 1000 × 0.10 = 100.00
  [
    'volume: the last unit of the first step',
    { books: [volume], usage: [used('1000')] },
    ['usage 1000 call × 0.1 EUR = 100.00'],
    '100.00',
  ],

  // Volume, one more: all 1001 cost 0.08: 80.08, less than 1000 did
  [
    'volume: one more makes all cheaper',
    { books: [volume], usage: [used('1001')] },
    ['usage 1001 call × 0.08 EUR = 80.08'],
    '80.08',
  ],

  // Volume, last step: 7000 × 0.05 = 350.00
  [
    'volume: the last step',
    { books: [volume], usage: [used('7000')] },
    ['usage 7000 call × 0.05 EUR = 350.00'],
    '350.00',
  ],

  // Steps of a unit with a size: the first step ends at 2 h = 7200 s. 9000 s are 2.5 h: 2 × 1.00 = 2.00; 0.5 × 0.50 = 0.25
  [
    'graduated: steps in hours, usage in seconds',
    {
      books: [
        priced({
          quantity: 'seconds',
          size: '3600',
          tiers: { mode: 'graduated', steps: [{ upTo: '2', price: '1.00' }, { price: '0.50' }] },
        }),
      ],
      usage: [used('9000')],
    },
    ['usage 2 call × 1 EUR = 2.00', 'usage 0.5 call × 0.5 EUR = 0.25'],
    '2.25',
  ],

  // The largest value of the month counts: max(3, 9, 4) = 9; 9 × 0.01 = 0.09
  [
    'a maximum',
    {
      books: [priced({ price: '0.01', aggregation: 'max' })],
      usage: [used('3', '2026-11-01T00'), used('9', '2026-11-02T00'), used('4', '2026-11-03T00')],
    },
    ['usage 9 call × 0.01 EUR = 0.09'],
    '0.09',
  ],

  // The last value of the month counts: 4; 4 × 0.01 = 0.04
  [
    'a last value',
    {
      books: [priced({ price: '0.01', aggregation: 'last' })],
      usage: [used('3', '2026-11-01T00'), used('4', '2026-11-30T23'), used('9', '2026-11-02T00')],
    },
    ['usage 4 call × 0.01 EUR = 0.04'],
    '0.04',
  ],

  // 4 people were first seen on the 1st and 3 more on the 9th: 7 × 2.00 = 14.00
  [
    'unique people, each counted where first seen',
    {
      books: [priced({ price: '2', aggregation: 'unique' })],
      usage: [used('4', '2026-11-01T00'), used('3', '2026-11-09T00')],
    },
    ['usage 7 call × 2 EUR = 14.00'],
    '14.00',
  ],

  // What no float holds: 12345678901234567890.12 × 0.01 = 123456789012345678.9012 → 123456789012345678.90
  [
    'more digits than a float has',
    { usage: [used('12345678901234567890.12')] },
    ['usage 12345678901234567890.12 call × 0.01 EUR = 123456789012345678.90'],
    '123456789012345678.90',
  ],
];

describe('when units and steps are billed', () => {
  it.each(cases)('%s', (_name, changes, lines, total) => {
    const statement = statementOf(aMonth({ presences: [], ...changes }));
    expect(read(statement)).toEqual(lines);
    expect(statement.total).toBe(total);
  });
});
