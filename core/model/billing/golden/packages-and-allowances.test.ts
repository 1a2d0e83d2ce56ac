import { describe, expect, it } from 'vitest';
import type { BillingInputs } from '../billing-inputs.ts';
import {
  aBook,
  aMonth,
  aVersion,
  planned,
  priced,
  read,
  statementOf,
  there,
  used,
} from '../testing/a-month.ts';

const packs = priced({ package: { units: '1000', price: '5.00' } });
const included = planned({ included: { call: '1000' } });
const onPlan = aVersion({ plan: 'team' });
const twoMetrics = aVersion({
  plan: 'team',
  metrics: [
    { name: 'writes', unit: 'call', price: '0.05' },
    { name: 'reads', unit: 'call' },
  ],
});

const cases: readonly (readonly [
  name: string,
  inputs: Partial<BillingInputs>,
  lines: string[],
  total: string,
])[] = [
  // 1 call begins a package: 1 × 5.00
  [
    'a package that is begun',
    { books: [packs], usage: [used('1')] },
    ['usage 1 package of 1000 call × 5 EUR = 5.00'],
    '5.00',
  ],

  // 1000 calls fill one exactly: 1 × 5.00
  [
    'a package that is full',
    { books: [packs], usage: [used('1000')] },
    ['usage 1 package of 1000 call × 5 EUR = 5.00'],
    '5.00',
  ],

  // 1001 calls begin the second: 2 × 5.00 = 10.00
  [
    'one call more than a package',
    { books: [packs], usage: [used('1001')] },
    ['usage 2 package of 1000 call × 5 EUR = 10.00'],
    '10.00',
  ],

  // 999 and 2 are 1001 in the month, however they came: 2 packages
  [
    'packages of a month, not of a rollup',
    { books: [packs], usage: [used('999', '2026-11-01T00'), used('2', '2026-11-30T23')] },
    ['usage 2 package of 1000 call × 5 EUR = 10.00'],
    '10.00',
  ],

  // 800 of 1000 included calls: nothing to pay
  [
    'within the allowance',
    { books: [included], versions: [onPlan], usage: [used('800')] },
    ['allowance 800 call × 0 EUR = 0.00'],
    '0.00',
  ],

  // Exactly the allowance
  [
    'the whole allowance',
    { books: [included], versions: [onPlan], usage: [used('1000')] },
    ['allowance 1000 call × 0 EUR = 0.00'],
    '0.00',
  ],

  // 1500 − 1000 included = 500 × 0.01 = 5.00
  [
    'beyond the allowance',
    { books: [included], versions: [onPlan], usage: [used('1500')] },
    ['allowance 1000 call × 0 EUR = 0.00', 'usage 500 call × 0.01 EUR = 5.00'],
    '5.00',
  ],

  // Two metrics in one unit share the plan's 1000, in the order of their names: reads take 700, writes the 300 that are left.
  // writes: 500 − 300 = 200 × 0.05 = 10.00
  [
    'one allowance for two metrics',
    {
      books: [included],
      versions: [twoMetrics],
      usage: [used('700', undefined, { metric: 'reads' }), used('500', undefined, { metric: 'writes' })],
    },
    [
      'allowance 700 call × 0 EUR = 0.00',
      'allowance 300 call × 0 EUR = 0.00',
      'usage 200 call × 0.05 EUR = 10.00',
    ],
    '10.00',
  ],

  // The metric includes 100 itself, then the plan 1000: 1200 − 100 − 1000 = 100 × 0.01 = 1.00
  [
    'an allowance of the metric before that of the plan',
    {
      books: [included],
      versions: [aVersion({ plan: 'team', metrics: [{ name: 'calls', unit: 'call', included: '100' }] })],
      usage: [used('1200')],
    },
    [
      'allowance 100 call × 0 EUR = 0.00',
      'allowance 1000 call × 0 EUR = 0.00',
      'usage 100 call × 0.01 EUR = 1.00',
    ],
    '1.00',
  ],

  // Steps count what is charged: 1500 − 1000 = 500; 200 × 0.10 = 20.00; 300 × 0.05 = 15.00; together 35.00
  [
    'steps begin after the allowance',
    {
      books: [
        priced(
          { tiers: { mode: 'graduated', steps: [{ upTo: '200', price: '0.10' }, { price: '0.05' }] } },
          { plans: [{ name: 'team', included: { call: '1000' } }] },
        ),
      ],
      versions: [onPlan],
      usage: [used('1500')],
    },
    [
      'allowance 1000 call × 0 EUR = 0.00',
      'usage 200 call × 0.1 EUR = 20.00',
      'usage 300 call × 0.05 EUR = 15.00',
    ],
    '35.00',
  ],

  // 2500 − 1000 = 1500 to pay: 2 packages × 5.00 = 10.00
  [
    'packages begin after the allowance',
    {
      books: [
        priced(
          { package: { units: '1000', price: '5.00' } },
          { plans: [{ name: 'team', included: { call: '1000' } }] },
        ),
      ],
      versions: [onPlan],
      usage: [used('2500')],
    },
    ['allowance 1000 call × 0 EUR = 0.00', 'usage 2 package of 1000 call × 5 EUR = 10.00'],
    '10.00',
  ],

  // An allowance of 2 GiB is 2147483648 bytes; 3221225472 bytes are 3 GiB: 1 × 0.05 = 0.05
  [
    'an allowance in a unit with a size',
    {
      books: [
        aBook({
          units: [{ name: 'gb', quantity: 'bytes', size: '1073741824', price: '0.05' }],
          plans: [{ name: 'team', included: { gb: '2' } }],
        }),
      ],
      versions: [aVersion({ plan: 'team', metrics: [{ name: 'calls', unit: 'gb' }] })],
      usage: [used('3221225472')],
    },
    ['allowance 2 gb × 0 EUR = 0.00', 'usage 1 gb × 0.05 EUR = 0.05'],
    '0.05',
  ],

  // The plan shows usage and charges none of it: 900 × 0 = 0.00
  [
    'a plan that only shows',
    { books: [planned({ usage: 'shown' })], versions: [onPlan], usage: [used('900')] },
    ['usage 900 call × 0 EUR = 0.00'],
    '0.00',
  ],

  // What comes on the 16th still gets all of the 1000; its fee is half: 30 × 15 days ÷ 30 days = 15.00
  [
    'an allowance is not divided by days',
    {
      books: [planned({ monthly: '30', included: { call: '1000' } })],
      versions: [onPlan],
      usage: [used('1000', '2026-11-20T00')],
      presences: [there('2026-11-16T00:00:00Z')],
    },
    ['allowance 1000 call × 0 EUR = 0.00', 'plan-fee 0.5 month × 30 EUR = 15.00'],
    '15.00',
  ],
];

describe('when packages and allowances are billed', () => {
  it.each(cases)('%s', (_name, changes, lines, total) => {
    const statement = statementOf(aMonth(changes));
    expect(read(statement)).toEqual(lines);
    expect(statement.total).toBe(total);
  });
});
