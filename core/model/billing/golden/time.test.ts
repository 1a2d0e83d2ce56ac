import { describe, expect, it } from 'vitest';
import type { BillingInputs } from '../billing-inputs.ts';
import {
  aBook,
  aMonth,
  aVersion,
  planned,
  priced,
  read,
  slice,
  statementOf,
  there,
  used,
} from '../testing/a-month.ts';

const onPlan = aVersion({ plan: 'team' });
/** The same price book until noon of 16 November, and what follows it. */
const changing = (before: Parameters<typeof priced>[0], after: Parameters<typeof priced>[0]) => [
  priced(before, { id: 'old' }),
  priced(after, { id: 'new', validFrom: '2026-11-16T12:00:00Z' }),
];
const steps = (first: string, second: string) => ({
  tiers: { mode: 'graduated' as const, steps: [{ upTo: '1000', price: first }, { price: second }] },
});
const spring = {
  period: '2026-03',
  books: [planned({ perInstanceHour: '0.03', monthly: '74.40' })],
  versions: [onPlan],
};
const autumn = { ...spring, period: '2026-10' };

const cases: readonly (readonly [
  name: string,
  inputs: Partial<BillingInputs>,
  lines: string[],
  total: string,
])[] = [
  // Clocks in Berlin go forward on 29 March 2026. The month is UTC and has 31 × 24 = 744 h = 2678400 s all the same:
  // 744 × 0.03 = 22.32; a fee for the local day of 23 h, from 28 March 23:00 UTC to 29 March 22:00 UTC, is 23 of 744 h:
  // 74.40 × 23 ÷ 744 = 0.10 × 23 = 2.30
  [
    'the month in which summer time begins',
    {
      ...spring,
      instances: [slice('2678400', '2026-03-01T00')],
      presences: [there('2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00')],
    },
    ['instance-hour 744 instance-hour × 0.03 EUR = 22.32', 'plan-fee 0.030913978495 month × 74.4 EUR = 2.30'],
    '24.62',
  ],

  // Clocks in Berlin go back on 25 October 2026: the local day has 25 h, from 24 October 22:00 UTC to 25 October 23:00 UTC.
  // 74.40 × 25 ÷ 744 = 0.10 × 25 = 2.50
  [
    'the month in which summer time ends',
    { ...autumn, presences: [there('2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00')] },
    ['plan-fee 0.033602150538 month × 74.4 EUR = 2.50'],
    '2.50',
  ],

  // The hour from 2 to 3 o'clock comes twice in Berlin on 25 October: 00:00 UTC and 01:00 UTC. Both count: 10 + 10 = 20 × 0.01
  [
    'the hour that comes twice',
    { period: '2026-10', usage: [used('10', '2026-10-25T00'), used('10', '2026-10-25T01')] },
    ['usage 20 call × 0.01 EUR = 0.20'],
    '0.20',
  ],

  // The last hour of October and the first of December are not November's: 5 × 0.01 = 0.05
  [
    'hours at the edges of the month',
    {
      usage: [
        used('1', '2026-10-31T23'),
        used('2', '2026-11-01T00'),
        used('3', '2026-11-30T23'),
        used('4', '2026-12-01T00'),
      ],
    },
    ['usage 5 call × 0.01 EUR = 0.05'],
    '0.05',
  ],

  // At 11:00 the old price holds, at 12:00 the new one: 100 × 0.10 = 10.00; 100 × 0.20 = 20.00
  [
    'a price that changes at noon',
    {
      books: changing({ price: '0.10' }, { price: '0.20' }),
      usage: [used('100', '2026-11-16T11'), used('100', '2026-11-16T12')],
    },
    ['usage 100 call × 0.1 EUR = 10.00', 'usage 100 call × 0.2 EUR = 20.00'],
    '30.00',
  ],

  // A new price book with the same price of a call: one line, rounded once. 0.005 + 0.005 = 0.01, not 0.00 + 0.00
  [
    'a price book that changes another price',
    {
      books: [
        priced({ price: '0.005' }, { id: 'old' }),
        priced({ price: '0.005' }, { id: 'new', validFrom: '2026-11-16' }),
      ],
      usage: [used('1', '2026-11-01T00'), used('1', '2026-11-20T00')],
    },
    ['usage 2 call × 0.005 EUR = 0.01'],
    '0.01',
  ],

  // Steps go on: 800 before take 800 of the first 1000 at 0.10 = 80.00. Of the 500 after, 200 fill the first step at
  // 0.20 = 40.00, and 300 are above it at 0.05 = 15.00
  [
    'steps go on over a change of price',
    {
      books: changing(steps('0.10', '0.05'), steps('0.20', '0.05')),
      usage: [used('800', '2026-11-02T00'), used('500', '2026-11-20T00')],
    },
    [
      'usage 800 call × 0.1 EUR = 80.00',
      'usage 200 call × 0.2 EUR = 40.00',
      'usage 300 call × 0.05 EUR = 15.00',
    ],
    '135.00',
  ],

  // Packages go on: 500 before begin one at 5.00. 400 after are still within it: 0 more. (500 + 400 = 900 ≤ 1000)
  [
    'a package goes on over a change of price',
    {
      books: changing({ package: { units: '1000', price: '5' } }, { package: { units: '1000', price: '6' } }),
      usage: [used('500', '2026-11-02T00'), used('400', '2026-11-20T00')],
    },
    ['usage 1 package of 1000 call × 5 EUR = 5.00', 'usage 0 package of 1000 call × 6 EUR = 0.00'],
    '5.00',
  ],

  // An allowance of 1000 goes on: 700 before, 300 of the 600 after; 300 × 0.20 = 60.00
  [
    'an allowance goes on over a change of price',
    {
      books: [
        priced({ price: '0.10' }, { id: 'old', plans: [{ name: 'team', included: { call: '1000' } }] }),
        priced(
          { price: '0.20' },
          { id: 'new', validFrom: '2026-11-16', plans: [{ name: 'team', included: { call: '1000' } }] },
        ),
      ],
      versions: [onPlan],
      usage: [used('700', '2026-11-02T00'), used('600', '2026-11-20T00')],
    },
    [
      'allowance 700 call × 0 EUR = 0.00',
      'allowance 300 call × 0 EUR = 0.00',
      'usage 300 call × 0.2 EUR = 60.00',
    ],
    '60.00',
  ],

  // A fee of 30 until the 16th and of 60 from then on: 15 of 30 days each: 15.00 + 30.00
  [
    'a fee that changes within the month',
    {
      books: [
        planned({ monthly: '30' }, { id: 'old' }),
        planned({ monthly: '60' }, { id: 'new', validFrom: '2026-11-16' }),
      ],
      versions: [onPlan],
      presences: [there()],
    },
    ['plan-fee 0.5 month × 30 EUR = 15.00', 'plan-fee 0.5 month × 60 EUR = 30.00'],
    '45.00',
  ],

  // Version 2 asks for 0.03: 100 × 0.01 = 1.00 by the price book, then 100 × 0.03 = 3.00
  [
    'a version that asks for another price',
    {
      versions: [
        aVersion(),
        aVersion({ metrics: [{ name: 'calls', unit: 'call', price: '0.03' }] }, '2.0.0'),
      ],
      usage: [used('100', '2026-11-02T00'), used('100', '2026-11-20T00', { version: '2.0.0' })],
    },
    ['usage 100 call × 0.01 EUR = 1.00', 'usage 100 call × 0.03 EUR = 3.00'],
    '4.00',
  ],

  // Back from version 2 to version 1: what was used first fills the steps first, whatever its version is called.
  // 800 × 0.10 = 80.00; then 200 × 0.20 = 40.00 and 300 × 0.05 = 15.00
  [
    'a version that is taken back',
    {
      versions: [
        aVersion({ metrics: [{ name: 'calls', unit: 'call', ...steps('0.20', '0.05') }] }),
        aVersion({ metrics: [{ name: 'calls', unit: 'call', ...steps('0.10', '0.05') }] }, '2.0.0'),
      ],
      usage: [used('800', '2026-11-02T00', { version: '2.0.0' }), used('500', '2026-11-20T00')],
    },
    [
      'usage 800 call × 0.1 EUR = 80.00',
      'usage 200 call × 0.2 EUR = 40.00',
      'usage 300 call × 0.05 EUR = 15.00',
    ],
    '135.00',
  ],

  // The installation moved to CC-2 on the 16th: CC-1 pays for 300 × 0.01 = 3.00, the other 400 are not on its statement
  [
    'a cost center that changes within the month',
    { usage: [used('300', '2026-11-02T00'), used('400', '2026-11-20T00', { costCenter: 'CC-2' })] },
    ['usage 300 call × 0.01 EUR = 3.00'],
    '3.00',
  ],

  // 200 of October came after its close: 200 × 0.01 = 2.00, on November's statement beside its own 100 × 0.01 = 1.00
  [
    'a late event after the close',
    {
      usage: [
        used('1000', '2026-10-05T00'),
        used('200', '2026-10-20T00', { billedPeriod: '2026-11' }),
        used('100'),
      ],
    },
    ['usage 100 call × 0.01 EUR = 1.00', 'adjustment 200 call × 0.01 EUR = 2.00'],
    '3.00',
  ],

  // October was priced at 0.02, November is at 0.03: what is late is priced by its own month: 50 × 0.02 = 1.00
  [
    'a late event is priced by its own month',
    {
      books: [
        priced({ price: '0.02' }, { id: 'october' }),
        priced({ price: '0.03' }, { id: 'november', validFrom: '2026-11-01' }),
      ],
      usage: [used('50', '2026-10-20T00', { billedPeriod: '2026-11' })],
    },
    ['adjustment 50 call × 0.02 EUR = 1.00'],
    '1.00',
  ],

  // October's first step was used up to 900 of 1000. Of 300 late ones, 100 fill it at 0.10 = 10.00, 200 are above at 0.05 = 10.00
  [
    'late events go on in the steps of their month',
    {
      books: [priced(steps('0.10', '0.05'))],
      usage: [used('900', '2026-10-05T00'), used('300', '2026-10-20T00', { billedPeriod: '2026-11' })],
    },
    ['adjustment 100 call × 0.1 EUR = 10.00', 'adjustment 200 call × 0.05 EUR = 10.00'],
    '20.00',
  ],

  // Volume: 1000 cost 0.10 each = 100.00. With one more all 1001 cost 0.08 = 80.08: 80.08 − 100.00 = −19.92 in all
  [
    'a late event that makes its month cheaper',
    {
      books: [
        priced({ tiers: { mode: 'volume', steps: [{ upTo: '1000', price: '0.10' }, { price: '0.08' }] } }),
      ],
      usage: [used('1000', '2026-10-05T00'), used('1', '2026-10-20T00', { billedPeriod: '2026-11' })],
    },
    ['adjustment 1001 call × 0.08 EUR = 80.08', 'adjustment -1000 call × 0.1 EUR = -100.00'],
    '-19.92',
  ],

  // October: 900 × 0.01 = 9.00 and 11.00 more to the minimum of 20.00. With 500 late ones: 14.00 and 6.00. So the usage is 5.00
  // more and the minimum 5.00 less: nothing to pay. November itself: a minimum of 20.00, nothing used.
  [
    'a late event below the minimum of its month',
    {
      books: [planned({ minimum: '20' })],
      versions: [onPlan],
      usage: [used('900', '2026-10-05T00'), used('500', '2026-10-20T00', { billedPeriod: '2026-11' })],
      presences: [there()],
    },
    [
      'minimum 1 minimum × 20 EUR = 20.00',
      'adjustment 500 call × 0.01 EUR = 5.00',
      'adjustment 0 minimum × 6 EUR = -5.00',
    ],
    '20.00',
  ],

  // Rounding of an adjustment: 1 call at 0.004 was 0.00. With 1 late one 2 × 0.004 = 0.008 → 0.01. The difference is 0.01:
  // as much as if both had come in time.
  [
    'a late event that lifts a rounded amount',
    {
      books: [priced({ price: '0.004' })],
      usage: [used('1', '2026-10-05T00'), used('1', '2026-10-20T00', { billedPeriod: '2026-11' })],
    },
    ['adjustment 1 call × 0.004 EUR = 0.01'],
    '0.01',
  ],

  // Two months are late at once, oldest first: September 10 × 0.01 = 0.10, October 20 × 0.01 = 0.20
  [
    'late events of two months',
    {
      usage: [
        used('20', '2026-10-20T00', { billedPeriod: '2026-11' }),
        used('10', '2026-09-30T23', { billedPeriod: '2026-11' }),
      ],
    },
    ['adjustment 10 call × 0.01 EUR = 0.10', 'adjustment 20 call × 0.01 EUR = 0.20'],
    '0.30',
  ],
];

describe('when time is billed', () => {
  it.each(cases)('%s', (_name, changes, lines, total) => {
    const statement = statementOf(aMonth(changes));
    expect(read(statement)).toEqual(lines);
    expect(statement.total).toBe(total);
  });

  it('names the month that an adjustment is about, and the rollups it is made of', () => {
    const usage = [used('1000', '2026-10-05T00'), used('200', '2026-10-20T00', { billedPeriod: '2026-11' })];
    const [line] = statementOf(aMonth({ usage })).lines;
    expect(line).toMatchObject({
      kind: 'adjustment',
      text: 'Adjustment of 2026-10: calls',
      original: { period: '2026-10', kind: 'usage' },
      trace: [
        {
          source: 'usage',
          installation: 'scanner-prod',
          version: '1.0.0',
          metric: 'calls',
          costCenter: 'CC-1',
          from: '2026-10-20T00:00:00Z',
          to: '2026-10-20T00:59:59Z',
          billedPeriod: '2026-11',
          quantity: '200',
          name: null,
        },
      ],
    });
  });

  it('leaves what is billed with a later month out', () => {
    const usage = [used('100'), used('7', '2026-11-20T00', { billedPeriod: '2026-12' })];
    expect(read(statementOf(aMonth({ usage })))).toEqual(['usage 100 call × 0.01 EUR = 1.00']);
  });

  it('takes an entry without a price book for no price at all', () => {
    expect(() => statementOf(aMonth({ books: [aBook({ validFrom: '2027-01-01' })] }))).toThrow(
      'no-price-book',
    );
  });
});
