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

const dollars = (price: string) =>
  aVersion({ metrics: [{ name: 'calls', unit: 'call', price, currency: 'USD' }] });
const rates = (...written: readonly (readonly [from: string, rate: string])[]) =>
  aBook({ exchangeRates: written.map(([from, rate]) => ({ currency: 'USD', from, rate })) });
const fee = (platformFee: string) => aBook({ platformFee });

const cases: readonly (readonly [
  name: string,
  inputs: Partial<BillingInputs>,
  lines: string[],
  total: string,
])[] = [
  // Yen have no minor digits. 3 × 0.5 = 1.5, as near to 1 as to 2; 2 is even: 2
  [
    'a currency without minor digits',
    { books: [priced({ price: '0.5' }, { currency: 'JPY' })], usage: [used('3')] },
    ['usage 3 call × 0.5 JPY = 2'],
    '2',
  ],

  // 5 × 0.5 = 2.5, as near to 2 as to 3; 2 is even: 2
  [
    'a tie without minor digits',
    { books: [priced({ price: '0.5' }, { currency: 'JPY' })], usage: [used('5')] },
    ['usage 5 call × 0.5 JPY = 2'],
    '2',
  ],

  // Dinars have three minor digits. 1 × 0.0125 = 0.0125, as near to 0.012 as to 0.013; 2 is even: 0.012
  [
    'a currency with three minor digits',
    { books: [priced({ price: '0.0125' }, { currency: 'KWD' })], usage: [used('1')] },
    ['usage 1 call × 0.0125 KWD = 0.012'],
    '0.012',
  ],

  // 100 × 0.10 USD × 0.9215 = 9.215 EUR, as near to 9.21 as to 9.22; 2 is even: 9.22
  [
    'a price in another currency',
    { books: [rates(['2026-11', '0.9215'])], versions: [dollars('0.10')], usage: [used('100')] },
    ['usage 100 call × 0.1 USD × 0.9215 = 9.22'],
    '9.22',
  ],

  // Converted before it is rounded: 1 × 0.006 USD = 0.006, × 0.5 = 0.003 → 0.00, not 0.01 × 0.5 = 0.005
  [
    'no rounding before the conversion',
    { books: [rates(['2026-11', '0.5'])], versions: [dollars('0.006')], usage: [used('1')] },
    ['usage 1 call × 0.006 USD × 0.5 = 0.00'],
    '0.00',
  ],

  // The rate of October holds until that of December comes: 10 × 1 USD × 0.90 = 9.00
  [
    'a rate that goes on',
    {
      books: [rates(['2026-10', '0.90'], ['2026-12', '0.80'], ['2026-01', '0.70'])],
      versions: [dollars('1')],
      usage: [used('10')],
    },
    ['usage 10 call × 1 USD × 0.9 = 9.00'],
    '9.00',
  ],

  // A late event of October has October's rate: 10 × 1 USD × 0.90 = 9.00; November's: 10 × 0.80 = 8.00
  [
    'a late event has the rate of its month',
    {
      books: [rates(['2026-10', '0.90'], ['2026-11', '0.80'])],
      versions: [dollars('1')],
      usage: [used('10'), used('10', '2026-10-20T00', { billedPeriod: '2026-11' })],
    },
    ['usage 10 call × 1 USD × 0.8 = 8.00', 'adjustment 10 call × 1 USD × 0.9 = 9.00'],
    '17.00',
  ],

  // 1200 × 0.01 = 12.00; 5 % of it: 12.00 × 0.05 = 0.60
  [
    'a platform fee',
    { books: [fee('0.05')], usage: [used('1200')] },
    ['usage 1200 call × 0.01 EUR = 12.00', 'platform-fee 12 EUR × 0.05 EUR = 0.60'],
    '12.60',
  ],

  // The fee is of amounts that are rounded: 0.01 (from 0.006) × 0.5 = 0.005, as near to 0.00 as to 0.01; 0 is even: 0.00
  [
    'a platform fee of a rounded amount',
    { books: [priced({ price: '0.006' }, { platformFee: '0.5' })], usage: [used('1')] },
    ['usage 1 call × 0.006 EUR = 0.01', 'platform-fee 0.01 EUR × 0.5 EUR = 0.00'],
    '0.01',
  ],

  // 12.00 + 49.00 = 61.00; a fee of 10 %: 6.10
  [
    'a platform fee of usage and plan',
    {
      books: [planned({ monthly: '49' }, { platformFee: '0.1' })],
      versions: [aVersion({ plan: 'team' })],
      usage: [used('1200')],
      presences: [there()],
    },
    [
      'usage 1200 call × 0.01 EUR = 12.00',
      'plan-fee 1 month × 49 EUR = 49.00',
      'platform-fee 61 EUR × 0.1 EUR = 6.10',
    ],
    '67.10',
  ],

  // The fee rises on the 16th, the price does not: 100 × 0.01 = 1.00 with 10 % = 0.10, then 200 × 0.01 = 2.00 with 20 % = 0.40
  [
    'a platform fee that changes within the month',
    {
      books: [
        aBook({ id: 'old', platformFee: '0.1' }),
        aBook({ id: 'new', platformFee: '0.2', validFrom: '2026-11-16' }),
      ],
      usage: [used('100', '2026-11-02T00'), used('200', '2026-11-20T00')],
    },
    [
      'usage 100 call × 0.01 EUR = 1.00',
      'usage 200 call × 0.01 EUR = 2.00',
      'platform-fee 1 EUR × 0.1 EUR = 0.10',
      'platform-fee 2 EUR × 0.2 EUR = 0.40',
    ],
    '3.50',
  ],

  // A late 1000 of October: 10.00 and its fee of 5 % = 0.50
  [
    'a late event with its platform fee',
    { books: [fee('0.05')], usage: [used('1000', '2026-10-20T00', { billedPeriod: '2026-11' })] },
    ['adjustment 1000 call × 0.01 EUR = 10.00', 'adjustment 10 EUR × 0.05 EUR = 0.50'],
    '10.50',
  ],
];

describe('when currencies and fees are billed', () => {
  it.each(cases)('%s', (_name, changes, lines, total) => {
    const statement = statementOf(aMonth(changes));
    expect(read(statement)).toEqual(lines);
    expect(statement.total).toBe(total);
  });
});
