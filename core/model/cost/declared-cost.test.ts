import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Manifest } from '../manifest/manifest.ts';
import { catalogOf, contextOf } from '../testing/catalogs.ts';
import { anApp, anInstallation, aTeam } from '../testing/manifests.ts';
import { declaredCost } from './declared-cost.ts';

const priced = (price: string | undefined, currency?: string): Manifest =>
  anApp({
    billing: {
      metrics: [
        {
          name: 'scans',
          unit: 'document',
          ...(price === undefined ? {} : { price }),
          ...(currency === undefined ? {} : { currency }),
        },
      ],
    },
  });
const costOf = (before: readonly Manifest[], after: readonly Manifest[]): ReturnType<typeof declaredCost> =>
  declaredCost(contextOf(catalogOf(before), catalogOf(after)).changes, { currency: 'EUR' });
const installation = { kind: 'Installation', id: 'invoices-prod', what: 'budget', currency: 'EUR' };
const metric = {
  kind: 'App',
  id: 'invoice-scanner',
  what: 'price',
  metric: 'scans',
  unit: 'document',
  currency: 'EUR',
};

describe('when the declared cost of a change is worked out', () => {
  it.each<[name: string, before: Manifest[], after: Manifest[], monthly: object | null, items: object[]]>([
    [
      'an installation with a budget comes',
      [],
      [anInstallation({ budget: '25.00' })],
      { before: '0.00', after: '25.00', currency: 'EUR' },
      [{ ...installation, before: null, after: '25.00' }],
    ],
    [
      'a budget grows',
      [anInstallation({ budget: '25.00' })],
      [anInstallation({ budget: { monthly: 40.5 } })],
      { before: '25.00', after: '40.50', currency: 'EUR' },
      [{ ...installation, before: '25.00', after: '40.50' }],
    ],
    [
      'an installation goes',
      [anInstallation({ budget: '0.1' })],
      [],
      { before: '0.10', after: '0.00', currency: 'EUR' },
      [{ ...installation, before: '0.10', after: null }],
    ],
    [
      'budgets add up to what no float holds',
      [],
      [anInstallation({ budget: '0.1' }), anInstallation({ id: 'other', budget: '0.2' })],
      { before: '0.00', after: '0.30', currency: 'EUR' },
      [
        { ...installation, before: null, after: '0.10' },
        { ...installation, id: 'other', before: null, after: '0.20' },
      ],
    ],
    [
      'a price changes',
      [priced('0.0004')],
      [priced('0.0005')],
      null,
      [{ ...metric, before: '0.0004', after: '0.0005' }],
    ],
    ['a price goes', [priced('1')], [priced(undefined)], null, [{ ...metric, before: '1.00', after: null }]],
    [
      'the currency of a price changes',
      [priced('1', 'USD')],
      [priced('1')],
      null,
      [
        { ...metric, currency: 'USD', before: '1.00', after: null },
        { ...metric, before: null, after: '1.00' },
      ],
    ],
  ])('tells before and after: %s', (_name, before, after, monthly, items) => {
    expect(costOf(before, after)).toEqual({
      monthly,
      items,
      assumption: 'Taken from the budgets and prices that the manifests declare, not from what was used.',
    });
  });

  it('sums no budget of another currency, and says so', () => {
    const cost = costOf([], [anInstallation({ budget: { monthly: '5', currency: 'USD' } })]);
    expect(cost?.monthly).toBeNull();
    expect(cost?.assumption).toContain('Budgets in other currencies are listed, not summed.');
  });

  it.each<[name: string, before: Manifest[], after: Manifest[]]>([
    ['nothing changed', [anInstallation({ budget: '5' })], [anInstallation({ budget: '5' })]],
    [
      'something else changed',
      [anInstallation({ budget: '5' })],
      [anInstallation({ budget: '5', team: 'x' })],
    ],
    [
      'the amount is written otherwise',
      [anInstallation({ budget: '5' })],
      [anInstallation({ budget: '5.00' })],
    ],
    ['what changed costs nothing', [], [aTeam(), anInstallation(), anApp()]],
  ])('returns null when %s', (_name, before, after) => {
    expect(costOf(before, after)).toBeNull();
  });

  it('returns null for a manifest that cannot be read: its price is not gone', () => {
    const [change] = contextOf(catalogOf([priced('5')]), catalogOf([priced('6')])).changes;
    if (change?.after === undefined) throw new Error('There is no change.');
    const broken = { ...change, after: { ...change.after, manifest: undefined } };
    expect(declaredCost([broken], { currency: 'EUR' })).toBeNull();
    expect(declaredCost([change], { currency: 'EUR' })).not.toBeNull();
  });

  it('sums cents as whole numbers do', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1e12 }), { minLength: 1, maxLength: 5 }), (cents) => {
        const after = cents.map((amount, i) =>
          anInstallation({
            id: `i-${i}`,
            budget: `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`,
          }),
        );
        const sum = cents.reduce((total, amount) => total + amount, 0);
        expect(costOf([], after)?.monthly?.after).toBe(
          `${Math.floor(sum / 100)}.${String(sum % 100).padStart(2, '0')}`,
        );
      }),
    );
  });
});
