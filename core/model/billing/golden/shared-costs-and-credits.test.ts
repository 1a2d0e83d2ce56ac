import { describe, expect, it } from 'vitest';
import type { PriceBook } from '../../manifest/manifest.ts';
import { assembleStatements } from '../assemble-statements.ts';
import type { BillingInputs } from '../billing-inputs.ts';
import {
  aBook,
  aMonth,
  aVersion,
  installed,
  planned,
  read,
  statementOf,
  there,
  used,
} from '../testing/a-month.ts';

type SharedCost = NonNullable<PriceBook['sharedCosts']>[number];
type Credit = NonNullable<PriceBook['credits']>[number];

const names = ['a', 'b', 'c'];
const three: Partial<BillingInputs> = {
  installations: names.map((id) => installed({ id, costCenter: `CC-${id}` })),
  presences: names.map((id) => there(undefined, undefined, { installation: id })),
};
const using = (a: string, b: string, c: string): BillingInputs['usage'] =>
  [a, b, c].map((quantity, i) => used(quantity, undefined, { installation: names[i] ?? '' }));

/** Total by cost center. */
function totals(inputs: BillingInputs): Record<string, string> {
  const { statements, problems } = assembleStatements(inputs);
  expect(problems).toEqual([]);
  return Object.fromEntries(statements.map(({ subject, total }) => [subject, total]));
}

describe('when shared costs are divided', () => {
  const shared = (
    cost: Omit<SharedCost, 'id'>,
    changes: Partial<BillingInputs>,
    book: Partial<PriceBook> = {},
  ) =>
    totals(
      aMonth({
        books: [aBook({ sharedCosts: [{ id: 'gateway', ...cost }], ...book })],
        ...three,
        ...changes,
      }),
    );

  it.each<
    [
      name: string,
      cost: Omit<SharedCost, 'id'>,
      changes: Partial<BillingInputs>,
      expected: Record<string, string>,
    ]
  >([
    // 100.00 ÷ 3 = 33.33 each, the cent that is left goes to the first by name
    ['even', { monthly: '100', split: 'even' }, {}, { 'CC-a': '33.34', 'CC-b': '33.33', 'CC-c': '33.33' }],

    // 100.00 among two of the three
    [
      'even, among some',
      { monthly: '100', split: 'even', among: ['CC-b', 'CC-c'] },
      {},
      { 'CC-a': '0.00', 'CC-b': '50.00', 'CC-c': '50.00' },
    ],

    // Used 10.00, 20.00 and 30.00 of 60.00. 100 × 10/60 = 16.666…, 33.333…, 50.00: down 16.66 + 33.33 + 50.00 = 99.99, the cent
    // to a, which lost 0.0066…. With what they used: 26.67, 53.33, 80.00
    [
      'proportional',
      { monthly: '100', split: 'proportional' },
      { usage: using('1000', '2000', '3000') },
      { 'CC-a': '26.67', 'CC-b': '53.33', 'CC-c': '80.00' },
    ],

    // Nobody used anything: the same for each
    [
      'proportional to nothing',
      { monthly: '90', split: 'proportional' },
      {},
      { 'CC-a': '30.00', 'CC-b': '30.00', 'CC-c': '30.00' },
    ],

    // Weights 3 : 1, one of a cost center without installations: 75.00 and 25.00
    [
      'fixed',
      { monthly: '100', split: 'fixed', weights: { 'CC-a': '3', 'CC-z': '1' } },
      {},
      { 'CC-a': '75.00', 'CC-b': '0.00', 'CC-c': '0.00', 'CC-z': '25.00' },
    ],

    // One cent among three: the first by name
    ['one cent', { monthly: '0.01', split: 'even' }, {}, { 'CC-a': '0.01', 'CC-b': '0.00', 'CC-c': '0.00' }],

    // It begins in December: nothing yet
    [
      'later',
      { monthly: '100', split: 'even', from: '2026-12' },
      {},
      { 'CC-a': '0.00', 'CC-b': '0.00', 'CC-c': '0.00' },
    ],

    // It ended in October
    [
      'earlier',
      { monthly: '100', split: 'even', until: '2026-10' },
      {},
      { 'CC-a': '0.00', 'CC-b': '0.00', 'CC-c': '0.00' },
    ],
  ])('%s', (_name, cost, changes, expected) => {
    expect(shared(cost, changes)).toEqual(expected);
  });

  it('says when nobody bears it', () => {
    const inputs = aMonth({
      books: [aBook({ sharedCosts: [{ id: 'gateway', monthly: '9', split: 'even' }] })],
    });
    expect(assembleStatements(inputs).problems).toEqual([
      { code: 'unallocated', detail: 'Nobody bears the shared cost gateway in 2026-11.', blocks: false },
    ]);
  });
});

describe('when something is given back', () => {
  const credit: Credit = {
    id: 'outage',
    period: '2026-10',
    costCenter: 'CC-1',
    amount: '5.00',
    reason: 'Outage of 12 October.',
  };
  const crediting = (changes: Partial<Credit>, inputs: Partial<BillingInputs> = {}) =>
    aMonth({ books: [aBook({ credits: [{ ...credit, ...changes }] })], usage: [used('1200')], ...inputs });

  it.each<
    [name: string, credit: Partial<Credit>, inputs: Partial<BillingInputs>, lines: string[], total: string]
  >([
    // 12.00 − 5.00 = 7.00
    [
      'to a cost center',
      {},
      {},
      ['usage 1200 call × 0.01 EUR = 12.00', 'credit -1 credit × 5 EUR = -5.00'],
      '7.00',
    ],

    // More than was used: 12.00 − 20.00 = −8.00 is in favour of the cost center
    [
      'more than was used',
      { amount: '20' },
      {},
      ['usage 1200 call × 0.01 EUR = 12.00', 'credit -1 credit × 20 EUR = -20.00'],
      '-8.00',
    ],

    // It is on an earlier statement already
    ['once', {}, { settledCredits: ['outage'] }, ['usage 1200 call × 0.01 EUR = 12.00'], '12.00'],

    // It is about a month to come
    ['not before its month', { period: '2026-12' }, {}, ['usage 1200 call × 0.01 EUR = 12.00'], '12.00'],
  ])('%s', (_name, changes, inputs, lines, total) => {
    const statement = statementOf(crediting(changes, inputs));
    expect(read(statement)).toEqual(lines);
    expect(statement.total).toBe(total);
  });

  it('goes to the cost center of the installation, and names its month', () => {
    const { costCenter: _, ...bare } = credit;
    const books = [aBook({ credits: [{ ...bare, installation: 'scanner-prod' }] })];
    expect(statementOf(aMonth({ books })).lines[0]).toMatchObject({
      kind: 'credit',
      text: 'Credit outage: Outage of 12 October.',
      installation: 'scanner-prod',
      original: { period: '2026-10', kind: null },
      amount: '-5.00',
    });
  });

  it('is refused where nobody can be told to get it', () => {
    const { costCenter: _, ...bare } = credit;
    const books = [aBook({ credits: [{ ...bare, installation: 'gone' }] })];
    expect(assembleStatements(aMonth({ books })).problems).toMatchObject([
      { code: 'credit-unassigned', blocks: true },
    ]);
  });
});

describe('when it is only shown', () => {
  const mixed = aMonth({
    installations: [installed(), installed({ id: 'scanner-dev', environment: 'dev', charge: 'showback' })],
    usage: [used('1000'), used('300', undefined, { installation: 'scanner-dev' })],
  });

  it('says that nothing is due', () => {
    // 1000 × 0.01 = 10.00 are shown, nothing is due
    const statement = statementOf(
      aMonth({ installations: [installed({ charge: 'showback' })], usage: [used('1000')] }),
    );
    expect(statement).toMatchObject({
      total: '10.00',
      due: '0.00',
      notes: ['Showback: nothing is due. The amounts say what it would cost.'],
    });
  });

  it('tells what is due from what is shown', () => {
    // production 10.00 is due, dev 3.00 is shown: 13.00 in all
    expect(statementOf(mixed)).toMatchObject({
      total: '13.00',
      due: '10.00',
      subtotals: { usage: '13.00' },
      notes: ['Only lines marked chargeback are due. The others are shown to say what they would cost.'],
    });
  });

  it('goes by the cost center for what belongs to no installation', () => {
    // A shared cost of 40.00: CC-1 is charged, CC-2 is not listed and is shown it
    const inputs = aMonth({
      books: [
        planned(
          {},
          {
            sharedCosts: [
              { id: 'gateway', monthly: '80', split: 'fixed', weights: { 'CC-1': 1, 'CC-2': 1 } },
            ],
          },
        ),
      ],
      versions: [aVersion()],
      costCenters: [{ id: 'CC-1', charge: 'chargeback' }],
    });
    expect(statementOf(inputs)).toMatchObject({ total: '40.00', due: '40.00' });
    expect(statementOf(inputs, 'CC-2')).toMatchObject({ total: '40.00', due: '0.00' });
  });
});
