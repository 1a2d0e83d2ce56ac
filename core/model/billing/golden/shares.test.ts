import { describe, expect, it } from 'vitest';
import { assembleStatements } from '../assemble-statements.ts';
import type { Billing } from '../billing-inputs.ts';
import { aMonth, aVersion, installed, priced, statementOf, used } from '../testing/a-month.ts';

type Partners = NonNullable<Billing['partners']>;

/** What the platform and each partner get of one line. */
function shares(price: string, revenueShare: string, partners?: Partners): Record<string, string> {
  const billing: Billing = {
    metrics: [{ name: 'calls', unit: 'call', price, revenueShare }],
    ...(partners === undefined ? {} : { partners }),
  };
  const [line] = statementOf(aMonth({ versions: [aVersion(billing)], usage: [used('1')] })).lines;
  const parts = line?.share?.partners.map(({ partner, amount }) => [partner, amount]) ?? [];
  return { ...Object.fromEntries(parts), platform: line?.share?.platform ?? '' };
}

describe('when revenue is shared', () => {
  it.each<
    [
      name: string,
      price: string,
      share: string,
      partners: Partners | undefined,
      expected: Record<string, string>,
    ]
  >([
    // 10.00 × 0.7 = 7.00 and 3.00
    ['with one partner', '10', '0.7', [{ id: 'greenlane' }], { greenlane: '7.00', platform: '3.00' }],

    // No partner is named: the share is for one with the id of the entry. 10.00 × 0.5 = 5.00
    ['with a partner that is not named', '10', '0.5', undefined, { scanner: '5.00', platform: '5.00' }],

    // One cent in three: a 0.25, b 0.25, platform 0.50 of it. All are 0 rounded down; the platform lost most: it gets the cent
    [
      'one cent, the platform lost most',
      '0.01',
      '0.5',
      [{ id: 'a' }, { id: 'b' }],
      { a: '0.00', b: '0.00', platform: '0.01' },
    ],

    // One cent in three: a 0.75 × 2/3 = 0.50, b 0.75 × 1/3 = 0.25, platform 0.25 of it. a lost most
    [
      'one cent, one partner lost most',
      '0.01',
      '0.75',
      [
        { id: 'a', weight: '2' },
        { id: 'b', weight: '1' },
      ],
      { a: '0.01', b: '0.00', platform: '0.00' },
    ],

    // One cent, all for three partners alike: a third each, of equals the first by name
    [
      'one cent among three alike',
      '0.01',
      '1',
      [{ id: 'c' }, { id: 'a' }, { id: 'b' }],
      { a: '0.01', b: '0.00', c: '0.00', platform: '0.00' },
    ],

    // One cent, half each: of equals the platform comes last
    ['one cent, half each', '0.01', '0.5', [{ id: 'a' }], { a: '0.01', platform: '0.00' }],

    // 100.00 × 0.3 = 30.00 among three alike is 10.00 each, and 70.00
    [
      'without a rest',
      '100',
      '0.3',
      [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      { a: '10.00', b: '10.00', c: '10.00', platform: '70.00' },
    ],

    // 10.00: partners get 10 ÷ 3 = 3.333… each, the platform nothing. 3.33 × 3 = 9.99, the cent goes to the first
    [
      'a third each',
      '10',
      '1',
      [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      { a: '3.34', b: '3.33', c: '3.33', platform: '0.00' },
    ],

    // 0.05 × 0.7 = 0.035 and 0.015: rounded down 0.03 and 0.01, each lost 0.5 cents; of equals the partner comes first
    ['five cents, seventy percent', '0.05', '0.7', [{ id: 'a' }], { a: '0.04', platform: '0.01' }],
  ])('%s', (_name, price, share, partners, expected) => {
    expect(shares(price, share, partners)).toEqual(expected);
  });

  it('gives each partner a statement of its own', () => {
    const billing = (share: string, partners: Partners): Billing => ({
      metrics: [{ name: 'calls', unit: 'call', revenueShare: share }],
      partners,
    });
    // scanner: 1000 × 0.01 = 10.00 × 0.6 = 6.00, of which a gets 2/3 = 4.00 and b 2.00.
    // mapper, paid by CC-2, showback: 500 × 0.01 = 5.00 × 0.5 = 2.50, all for a. So a gets 6.50 and b 2.00.
    const inputs = aMonth({
      versions: [
        aVersion(billing('0.6', [{ id: 'a', weight: '2' }, { id: 'b' }])),
        { ...aVersion(billing('0.5', [{ id: 'a' }])), entry: 'mapper' },
      ],
      installations: [
        installed(),
        installed({ id: 'mapper-prod', entry: 'mapper', costCenter: 'CC-2', charge: 'showback' }),
      ],
      usage: [used('1000'), used('500', undefined, { installation: 'mapper-prod' })],
    });
    const { statements } = assembleStatements(inputs);
    expect(statements.map(({ kind, subject, total, due }) => [kind, subject, total, due])).toEqual([
      ['cost-center', 'CC-1', '10.00', '10.00'],
      ['cost-center', 'CC-2', '5.00', '0.00'],
      ['partner', 'a', '6.50', '6.50'],
      ['partner', 'b', '2.00', '2.00'],
    ]);
    const [, second] = statements.find(({ subject }) => subject === 'a')?.lines ?? [];
    expect(second).toMatchObject({
      text: 'Share of calls',
      installation: 'mapper-prod',
      team: null,
      amount: '2.50',
    });
    expect(second?.trace[0]).toMatchObject({ costCenter: null, name: `${statements[1]?.id}#1` });
  });

  it('shares what came late', () => {
    // 100 late calls × 0.01 = 1.00, of which 0.30 are for the partner
    const inputs = aMonth({
      versions: [
        aVersion({
          metrics: [{ name: 'calls', unit: 'call', revenueShare: '0.3' }],
          partners: [{ id: 'a' }],
        }),
      ],
      usage: [used('100', '2026-10-20T00', { billedPeriod: '2026-11' })],
    });
    expect(statementOf(inputs, 'a')).toMatchObject({ total: '0.30', kind: 'partner' });
  });

  it('shares nothing of what is included, or of the platform fee', () => {
    // 150 calls, 100 included: 50 × 0.01 = 0.50 × 0.5 = 0.25; the fee of 10 % = 0.05 is the platform's
    const inputs = aMonth({
      books: [priced({ price: '0.01' }, { platformFee: '0.1' })],
      versions: [
        aVersion({
          metrics: [{ name: 'calls', unit: 'call', revenueShare: '0.5', included: '100' }],
          partners: [{ id: 'a' }],
        }),
      ],
      usage: [used('150')],
    });
    expect(statementOf(inputs).total).toBe('0.55');
    expect(statementOf(inputs, 'a').total).toBe('0.25');
  });
});
