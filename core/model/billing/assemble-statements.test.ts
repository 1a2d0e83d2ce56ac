import { describe, expect, it } from 'vitest';
import { assembleStatements } from './assemble-statements.ts';
import type { BillingInputs } from './billing-inputs.ts';
import { compareStatements } from './compare-statements.ts';
import { reverseStatement } from './reverse-statement.ts';
import { isSealed } from './seal-statement.ts';
import { aBook, aMonth, aVersion, installed, planned, statementOf, there, used } from './testing/a-month.ts';

describe('when statements are assembled', () => {
  it.each<[name: string, inputs: Partial<BillingInputs>, code: string, blocks: boolean]>([
    ['there is no price book', { books: [] }, 'no-price-book', true],
    [
      'usage is of nobody',
      { usage: [used('1', undefined, { installation: 'x' })] },
      'unknown-installation',
      true,
    ],
    [
      'somebody is there whom nobody knows',
      { presences: [there(undefined, undefined, { installation: 'x' })] },
      'unknown-installation',
      true,
    ],
    [
      'a version is not known',
      { usage: [used('1', undefined, { version: '9.0.0' })] },
      'unknown-version',
      true,
    ],
    [
      'a version that is there is not known',
      { presences: [there(undefined, undefined, { version: '9.0.0' })] },
      'unknown-version',
      true,
    ],
    [
      'a metric is not declared',
      { usage: [used('1', undefined, { metric: 'pages' })] },
      'unknown-metric',
      true,
    ],
    [
      'a unit is in no price book',
      { versions: [aVersion({ metrics: [{ name: 'calls', unit: 'page' }] })], usage: [used('1')] },
      'unknown-unit',
      true,
    ],
    [
      'a plan is in no price book',
      { versions: [aVersion({ plan: 'gold' })], presences: [there()] },
      'unknown-plan',
      true,
    ],
    [
      'a currency has no rate',
      {
        versions: [aVersion({ metrics: [{ name: 'calls', unit: 'call', price: '1', currency: 'USD' }] })],
        usage: [used('1')],
      },
      'rate-missing',
      true,
    ],
    [
      'a rate comes too late',
      {
        books: [aBook({ exchangeRates: [{ currency: 'USD', from: '2026-12', rate: '1' }] })],
        versions: [aVersion({ metrics: [{ name: 'calls', unit: 'call', price: '1', currency: 'USD' }] })],
        usage: [used('1')],
      },
      'rate-missing',
      true,
    ],
    [
      'a slice ends before it begins',
      { usage: [used('1', undefined, { to: '2026-11-01T00:00:00Z' })] },
      'invalid-slice',
      true,
    ],
    [
      'a slice lies in two months',
      { usage: [used('1', undefined, { to: '2026-12-01T00:00:01Z' })] },
      'invalid-slice',
      true,
    ],
    [
      'a slice has no length',
      { usage: [used('1', undefined, { to: '2026-11-10T00:00:00Z' })] },
      'invalid-slice',
      true,
    ],
    ['a slice has no time', { usage: [used('1', undefined, { from: 'soon' })] }, 'invalid-slice', true],
    ['a quantity is below 0', { usage: [used('-1')] }, 'invalid-slice', true],
    [
      'a slice was billed before it was',
      { usage: [used('1', undefined, { billedPeriod: '2026-10' })] },
      'invalid-slice',
      true,
    ],
    [
      'a metric has no price',
      { books: [aBook({ units: [{ name: 'call' }] })], usage: [used('1')] },
      'unpriced',
      false,
    ],
  ])('says so when %s', (_name, changes, code, blocks) => {
    const { problems } = assembleStatements(aMonth(changes));
    expect(problems.map((problem) => [problem.code, problem.blocks])).toEqual([[code, blocks]]);
  });

  it('shows what has no price, and charges nothing for it', () => {
    const { statements } = assembleStatements(
      aMonth({ books: [aBook({ units: [{ name: 'call' }] })], usage: [used('9')] }),
    );
    expect(statements[0]?.lines).toMatchObject([{ quantity: '9', unitPrice: '0', amount: '0.00' }]);
  });

  it('needs no rate for what a plan only shows', () => {
    const inputs = aMonth({
      books: [planned({ usage: 'shown' })],
      versions: [
        aVersion({ plan: 'team', metrics: [{ name: 'calls', unit: 'call', price: '1', currency: 'USD' }] }),
      ],
      usage: [used('5')],
    });
    expect(statementOf(inputs).total).toBe('0.00');
  });

  it('has a statement for everybody who had something, and one for what has no cost center', () => {
    const inputs = aMonth({
      installations: [
        installed(),
        installed({ id: 'idle', costCenter: 'CC-2' }),
        installed({ id: 'free', costCenter: null }),
      ],
      presences: [there(undefined, undefined, { installation: 'idle' })],
      usage: [used('5', undefined, { installation: 'free' })],
    });
    expect(
      assembleStatements(inputs).statements.map(({ subject, total, notes }) => [subject, total, notes]),
    ).toEqual([
      ['(none)', '0.05', []],
      ['CC-2', '0.00', ['Nothing was used, and nothing is due.']],
    ]);
  });

  it('traces a line to its rollups', () => {
    const [line] = statementOf(
      aMonth({ usage: [used('3', '2026-11-02T04'), used('4', '2026-11-09T11')] }),
    ).lines;
    expect(line).toMatchObject({
      number: 1,
      installation: 'scanner-prod',
      entry: 'scanner',
      metric: 'calls',
    });
    expect(line?.trace).toEqual([
      {
        source: 'usage',
        installation: 'scanner-prod',
        version: '1.0.0',
        metric: 'calls',
        costCenter: 'CC-1',
        from: '2026-11-02T04:00:00Z',
        to: '2026-11-09T11:59:59Z',
        billedPeriod: '2026-11',
        quantity: '7',
        name: null,
      },
    ]);
  });

  it('has ids that are safe in an address, whatever a cost center is called', () => {
    const costCenter = '../<b>"; drop';
    const { id } = statementOf(
      aMonth({ installations: [installed({ costCenter })], usage: [used('1')] }),
      costCenter,
    );
    expect(id).toMatch(/^2026-11-cost-center-[0-9a-f]{12}-1$/);
  });
});

describe('when a month is issued again', () => {
  const first = statementOf(aMonth({ usage: [used('1000')] }));
  const cheaper = aMonth({
    books: [aBook({ units: [{ name: 'call', price: '0.008' }] })],
    usage: [used('1000')],
    revision: 2,
  });

  it('gives the same statement when nothing changed', () => {
    expect(statementOf(aMonth({ usage: [used('1000')] }))).toEqual(first);
  });

  it('names the statement that is replaced, and tells what differs', () => {
    // 1000 × 0.01 = 10.00 before, 1000 × 0.008 = 8.00 after: −2.00
    const second = statementOf(cheaper);
    expect(second.replaces).toBe(first.id);
    expect(compareStatements(first, second)).toEqual({
      total: { before: '10.00', after: '8.00', difference: '-2.00' },
      lines: [
        {
          kind: 'usage',
          text: 'calls',
          installation: 'scanner-prod',
          metric: 'calls',
          before: '10.00',
          after: '8.00',
          difference: '-2.00',
        },
      ],
    });
  });

  it('compares with a statement that is not there', () => {
    expect(compareStatements(undefined, first)).toMatchObject({
      total: { before: '0.00', after: '10.00', difference: '10.00' },
      lines: [{ before: null, after: '10.00' }],
    });
    expect(compareStatements(first, undefined).lines).toMatchObject([{ after: null, difference: '-10.00' }]);
  });

  it('takes the first one back', () => {
    const reversed = reverseStatement(first, 'The price of a call was too high.');
    expect(reversed).toMatchObject({
      id: `${first.id}-reversed`,
      reverses: first.id,
      replaces: null,
      total: '-10.00',
      due: '-10.00',
      subtotals: { usage: '-10.00' },
      notes: [`Reverses ${first.id}: The price of a call was too high.`],
      lines: [{ quantity: '-1000', consumed: { quantity: '-1000', per: '1' }, amount: '-10.00' }],
    });
    expect(isSealed(reversed)).toBe(true);
    expect(isSealed({ ...reversed, notes: [] })).toBe(false);
  });
});
