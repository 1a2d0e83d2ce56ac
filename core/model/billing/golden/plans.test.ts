import { describe, expect, it } from 'vitest';
import type { BillingInputs } from '../billing-inputs.ts';
import { aMonth, aVersion, planned, read, slice, statementOf, there, used } from '../testing/a-month.ts';

const onPlan = aVersion({ plan: 'team' });
const hours = planned({ perInstanceHour: '0.03' });

/** One instance that ran for all of a month of so many seconds. */
const running = (period: string, seconds: string): Partial<BillingInputs> => ({
  period,
  books: [hours],
  instances: [slice(seconds, undefined, { from: `${period}-01T00:00:00Z`, to: `${period}-28T00:00:00Z` })],
  presences: [],
});

const cases: readonly (readonly [
  name: string,
  inputs: Partial<BillingInputs>,
  lines: string[],
  total: string,
])[] = [
  // All of November: 1 × 49.00
  [
    'a plan for all of a month',
    { books: [planned({ monthly: '49.00' })], presences: [there()] },
    ['plan-fee 1 month × 49 EUR = 49.00'],
    '49.00',
  ],

  // From 21 November 12:00: 9.5 days of 30 = 820800 s ÷ 2592000 s = 0.31666…; 49 × 820800 ÷ 2592000 = 15.51666… → 15.52
  [
    'a plan that begins within the month',
    { books: [planned({ monthly: '49.00' })], presences: [there('2026-11-21T12:00:00Z')] },
    ['plan-fee 0.316666666667 month × 49 EUR = 15.52'],
    '15.52',
  ],

  // Two days at the beginning and one at the end: 3 ÷ 30 = 0.1; 49 × 0.1 = 4.90
  [
    'a plan with a break',
    {
      books: [planned({ monthly: '49.00' })],
      presences: [there('2026-10-01T00:00:00Z', '2026-11-03T00:00:00Z'), there('2026-11-30T00:00:00Z')],
    },
    ['plan-fee 0.1 month × 49 EUR = 4.90'],
    '4.90',
  ],

  // Version 2 takes over on the 11th while version 1 is still known: 10 + 20 days, one month, not more. One plan, one line.
  [
    'an upgrade is not paid twice',
    {
      books: [planned({ monthly: '49.00' })],
      versions: [onPlan, aVersion({ plan: 'team' }, '2.0.0')],
      presences: [there(), there('2026-11-11T00:00:00Z', undefined, { version: '2.0.0' })],
    },
    ['plan-fee 1 month × 49 EUR = 49.00'],
    '49.00',
  ],

  // Version 2 has another plan. It begins on the 11th, though version 1 is told to be there all the month: the later one
  // counts. 30 × 10 ÷ 30 days = 10.00; 60 × 20 ÷ 30 days = 40.00
  [
    'an upgrade to another plan',
    {
      books: [
        planned(
          {},
          {
            plans: [
              { name: 'team', monthly: '30' },
              { name: 'big', monthly: '60' },
            ],
          },
        ),
      ],
      versions: [onPlan, aVersion({ plan: 'big' }, '2.0.0')],
      presences: [there(), there('2026-11-11T00:00:00Z', undefined, { version: '2.0.0' })],
    },
    ['plan-fee 0.333333333333 month × 30 EUR = 10.00', 'plan-fee 0.666666666667 month × 60 EUR = 40.00'],
    '50.00',
  ],

  // February 2026 has 28 days, one second of it: 2419200 × 1 ÷ 2419200 = 1.00
  [
    'a second in February',
    {
      period: '2026-02',
      books: [planned({ monthly: '2419200' })],
      presences: [there('2026-02-10T00:00:00Z', '2026-02-10T00:00:01Z')],
    },
    ['plan-fee 0.00000041336 month × 2419200 EUR = 1.00'],
    '1.00',
  ],

  // 1200 × 0.01 = 12.00; minimum 20.00; 20 − 12 = 8.00 more
  [
    'up to the minimum',
    { books: [planned({ minimum: '20.00' })], usage: [used('1200')], presences: [there()] },
    ['usage 1200 call × 0.01 EUR = 12.00', 'minimum 1 minimum × 8 EUR = 8.00'],
    '20.00',
  ],

  // 2000 × 0.01 = 20.00: just the minimum, nothing more
  [
    'at the minimum',
    { books: [planned({ minimum: '20.00' })], usage: [used('2000')], presences: [there()] },
    ['usage 2000 call × 0.01 EUR = 20.00'],
    '20.00',
  ],

  // A fee counts towards the minimum: 5 + 12 = 17; 20 − 17 = 3.00
  [
    'a fee counts towards the minimum',
    { books: [planned({ minimum: '20.00', monthly: '5' })], usage: [used('1200')], presences: [there()] },
    [
      'usage 1200 call × 0.01 EUR = 12.00',
      'plan-fee 1 month × 5 EUR = 5.00',
      'minimum 1 minimum × 3 EUR = 3.00',
    ],
    '20.00',
  ],

  // There for 6 of 30 days: a minimum of 20 × 6 ÷ 30 = 4.00; nothing was used
  [
    'a minimum by days',
    { books: [planned({ minimum: '20.00' })], presences: [there('2026-11-25T00:00:00Z')] },
    ['minimum 1 minimum × 4 EUR = 4.00'],
    '4.00',
  ],

  // 7 people × 3.00 = 21.00; a seat is not divided by days
  [
    'seats',
    {
      books: [planned({ perSeat: '3.00' })],
      seats: [slice('5', '2026-11-02T00'), slice('2', '2026-11-29T00')],
    },
    ['seat 7 seat × 3 EUR = 21.00'],
    '21.00',
  ],

  // 5 of the 7 seats are included: 2 × 3.00 = 6.00
  [
    'seats beyond those included',
    { books: [planned({ perSeat: '3.00', included: { seat: '5' } })], seats: [slice('7')] },
    ['allowance 5 seat × 0 EUR = 0.00', 'seat 2 seat × 3 EUR = 6.00'],
    '6.00',
  ],

  // 28 days: 28 × 24 = 672 h = 2419200 s; 672 × 0.03 = 20.16
  [
    'an instance in a month of 28 days',
    running('2026-02', '2419200'),
    ['instance-hour 672 instance-hour × 0.03 EUR = 20.16'],
    '20.16',
  ],

  // 29 days: 29 × 24 = 696 h = 2505600 s; 696 × 0.03 = 20.88
  [
    'an instance in a month of 29 days',
    running('2028-02', '2505600'),
    ['instance-hour 696 instance-hour × 0.03 EUR = 20.88'],
    '20.88',
  ],

  // 30 days: 30 × 24 = 720 h = 2592000 s; 720 × 0.03 = 21.60
  [
    'an instance in a month of 30 days',
    running('2026-11', '2592000'),
    ['instance-hour 720 instance-hour × 0.03 EUR = 21.60'],
    '21.60',
  ],

  // 31 days: 31 × 24 = 744 h = 2678400 s; 744 × 0.03 = 22.32
  [
    'an instance in a month of 31 days',
    running('2026-12', '2678400'),
    ['instance-hour 744 instance-hour × 0.03 EUR = 22.32'],
    '22.32',
  ],

  // Two instances for 90 minutes: 2 × 5400 = 10800 s = 3 h; 3 × 0.03 = 0.09
  [
    'two instances for an hour and a half',
    { books: [hours], instances: [slice('10800')] },
    ['instance-hour 3 instance-hour × 0.03 EUR = 0.09'],
    '0.09',
  ],

  // 29 days of February 2028: a fee from the 29th on is one day of 29: 29 × 1 ÷ 29 = 1.00
  [
    'a leap day',
    {
      period: '2028-02',
      books: [planned({ monthly: '29' })],
      presences: [there('2028-02-29T00:00:00Z', '2028-06-01T00:00:00Z')],
    },
    ['plan-fee 0.034482758621 month × 29 EUR = 1.00'],
    '1.00',
  ],
];

describe('when plans are billed', () => {
  it.each(cases)('%s', (_name, changes, lines, total) => {
    const statement = statementOf(aMonth({ versions: [onPlan], ...changes }));
    expect(read(statement)).toEqual(lines);
    expect(statement.total).toBe(total);
  });
});
