import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Billing } from '../billing/billing-inputs.ts';
import type { Installation, Manifest, PriceBook } from '../manifest/manifest.ts';
import { catalogOf, contextOf } from '../testing/catalogs.ts';
import { anApp, anInstallation, aPriceBook, aTeam } from '../testing/manifests.ts';
import { type ChangePreview, previewChange } from './preview-change.ts';

const book = (changes: Partial<PriceBook> = {}): PriceBook =>
  aPriceBook({
    units: [
      { name: 'call', quantity: 'count', price: '0.01' },
      { name: 'site', quantity: 'count', aggregation: 'unique', price: '45' },
    ],
    plans: [
      { name: 'team', monthly: '49', included: { call: '5000' } },
      { name: 'seats', perSeat: '3', perInstanceHour: '0.03' },
    ],
    ...changes,
  });
const scanner = (billing: Billing | undefined, id = 'invoice-scanner'): Manifest =>
  anApp({ id, ...(billing === undefined ? {} : { billing }) });
const scans = (price?: string, more: Partial<Billing> = {}): Billing => ({
  metrics: [{ name: 'scans', unit: 'call', ...(price === undefined ? {} : { price }) }],
  ...more,
});
const installed = (id: string, changes: Partial<Installation> = {}): Manifest =>
  anInstallation({ id, ...changes });
const preview = (
  before: readonly Manifest[],
  after: readonly Manifest[],
  now = new Date('2026-11-22T00:00:00Z'),
): ChangePreview | null => previewChange(contextOf(catalogOf(before), catalogOf(after), { now }));

describe('when a change is about what something costs', () => {
  it.each<[name: string, before: Manifest[], after: Manifest[], expected: object]>([
    [
      // 1,000 × 0.01 = 10.00 → 1,000 × 0.02 = 20.00
      'a price of an app that nobody has installed',
      [book(), scanner(scans())],
      [book(), scanner(scans('0.02'))],
      {
        currency: 'EUR',
        total: { before: '10.00', after: '20.00', difference: '10.00' },
        rows: [
          {
            ...{ kind: 'App', id: 'invoice-scanner', assumed: true, installations: { before: 1, after: 1 } },
            ...{ before: '10.00', after: '20.00', difference: '10.00' },
          },
        ],
        command:
          'npx souk cost invoice-scanner --base main --period 2026-11 --scenario seats=10,instances=1,scans=1000',
        lines: [
          { id: 'invoice-scanner', text: 'scans', before: '10.00', after: '20.00', difference: '10.00' },
        ],
      },
    ],
    [
      // Each of 2: 10.00 → 20.00
      'a price of an app with two installations',
      [book(), scanner(scans()), installed('a'), installed('b')],
      [book(), scanner(scans('0.02')), installed('a'), installed('b')],
      {
        total: { before: '20.00', after: '40.00', difference: '20.00' },
        rows: [{ assumed: false, installations: { before: 2, after: 2 } }],
        lines: [{ before: '10.00', after: '20.00' }],
      },
    ],
    [
      // 5,000 are included on one side, so both use 6,000: 49 + 1,000 × 0.01 = 59.00 and 6,000 × 0.01 = 60.00
      'a plan that includes something',
      [book(), scanner(scans(undefined, { plan: 'team' }))],
      [book(), scanner(scans())],
      { total: { before: '59.00', after: '60.00', difference: '1.00' } },
    ],
    [
      // 10 sites × 45 = 450.00, 10 people × 3 + 720 h × 0.03 = 51.60
      'what counts different ones, people and running time',
      [book(), scanner({})],
      [book(), scanner({ plan: 'seats', metrics: [{ name: 'sites', unit: 'site' }] })],
      { total: { before: '0.00', after: '501.60', difference: '501.60' } },
    ],
    [
      'an app that is new',
      [book()],
      [book(), scanner(scans())],
      {
        total: { before: '0.00', after: '10.00', difference: '10.00' },
        rows: [{ before: null, after: '10.00', difference: '10.00' }],
      },
    ],
    [
      'an app that goes',
      [book(), scanner(scans())],
      [book()],
      { rows: [{ before: '10.00', after: null, difference: '-10.00' }], command: null },
    ],
    [
      'an installation that comes',
      [book(), scanner(scans()), installed('a')],
      [book(), scanner(scans()), installed('a'), installed('b')],
      { rows: [{ installations: { before: 1, after: 2 }, before: '10.00', after: '20.00' }] },
    ],
    [
      'an installation that goes to another app',
      [book(), scanner(scans()), scanner(scans('1'), 'other'), installed('a')],
      [book(), scanner(scans()), scanner(scans('1'), 'other'), installed('a', { app: 'other' })],
      {
        total: { before: '10.00', after: '1000.00', difference: '990.00' },
        rows: [
          { id: 'other', before: '0.00', after: '1000.00' },
          { id: 'invoice-scanner', before: '10.00', after: '0.00' },
        ],
      },
    ],
    [
      // What sets its own price does not change.
      'prices that hold for some installations',
      [book(), scanner(scans()), scanner(scans('1'), 'own'), installed('a'), installed('b', { app: 'own' })],
      [
        book({ units: [{ name: 'call', price: '0.03' }] }),
        ...[scanner(scans()), scanner(scans('1'), 'own'), installed('a'), installed('b', { app: 'own' })],
      ],
      { rows: [{ id: 'invoice-scanner', before: '10.00', after: '30.00' }], more: 0 },
    ],
    [
      'prices that change for nobody',
      [book(), scanner(scans('1')), installed('a')],
      [book({ units: [{ name: 'call', price: '0.03' }] }), scanner(scans('1')), installed('a')],
      { rows: [], total: { before: '0.00', after: '0.00', difference: '0.00' } },
    ],
    [
      'prices of next year, seen in its first month',
      [book(), scanner(scans()), installed('a')],
      [
        ...[book(), scanner(scans()), installed('a')],
        book({ id: 'next', validFrom: '2027-01-01', units: [{ name: 'call', price: '0.05' }] }),
      ],
      { period: '2027-01', total: { before: '10.00', after: '50.00', difference: '40.00' } },
    ],
    [
      'another currency',
      [book(), scanner(scans()), installed('a')],
      [book({ currency: 'USD' }), scanner(scans()), installed('a')],
      { currency: null, total: null, lines: [] },
    ],
    [
      'a unit that no price book has',
      [book(), scanner(scans())],
      [book(), scanner({ metrics: [{ name: 'scans', unit: 'page' }] })],
      {
        rows: [{ before: '10.00', after: '0.00' }],
        problems: ['The price book prices has no unit page, which scans of invoice-scanner is in.'],
      },
    ],
    [
      'no prices at all',
      [scanner(scans())],
      [scanner(scans('1'))],
      { currency: null, total: null, problems: ['No price book is valid in 2026-11.'] },
    ],
  ])('tells it before and after: %s', (_name, before, after, expected) => {
    expect(preview(before, after)).toMatchObject(expected);
  });

  it.each<[name: string, before: Manifest[], after: Manifest[]]>([
    ['a team comes', [book(), scanner(scans())], [book(), scanner(scans()), aTeam()]],
    [
      'a version without another price',
      [book(), scanner(scans())],
      [book(), anApp({ version: '1.5.0', billing: scans() })],
    ],
    [
      'an installation gets a budget',
      [book(), scanner(scans()), installed('a')],
      [book(), scanner(scans()), installed('a', { budget: '5' })],
    ],
    ['an app without a price comes', [book()], [book(), aTeam(), anApp({ id: 'free' })]],
  ])('says nothing when %s', (_name, before, after) => {
    expect(preview(before, after)).toBeNull();
  });

  it('names ten, and how many more there are', () => {
    const apps = Array.from({ length: 25 }, (_, i) => scanner(scans(), `app-${i}`));
    const dearer = apps.map(({ id }, i) => scanner(scans(`${i + 1}`), id));
    const found = preview([book(), ...apps], [book(), ...dearer]);
    expect(found?.rows.map(({ id }) => id).slice(0, 3)).toEqual(['app-24', 'app-23', 'app-22']);
    expect([found?.rows.length, found?.more, found?.lines.length, found?.moreLines]).toEqual([10, 15, 25, 0]);
    // 25 × 10.00, and 1,000 × (1 + 2 + … + 25)
    expect(found?.total).toEqual({ before: '250.00', after: '325000.00', difference: '324750.00' });
  });

  it('does not take a manifest that cannot be read for one that is gone', () => {
    const context = contextOf(
      catalogOf([book(), scanner(scans()), installed('a')]),
      catalogOf([book({ units: [{ name: 'call', price: '9' }] }), scanner(scans()), installed('a')]),
    );
    const record = context.head.getEntry('invoice-scanner');
    expect(previewChange(context)?.rows).toHaveLength(1);
    Object.assign(record ?? {}, { manifest: undefined });
    expect(previewChange(context)?.rows).toEqual([]);
  });

  it('sums to the total, and the difference is what has to be added', () => {
    const price = fc.integer({ min: 0, max: 10_000 }).map((n) => (n / 1000).toFixed(3));
    const apps = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 20 }), price, price, fc.nat(3)), {
      selector: ([i]) => i,
      maxLength: 10,
      minLength: 1,
    });
    fc.assert(
      fc.property(apps, fc.constantFrom('0.05', '0'), (list, platformFee) => {
        const side = (of: 1 | 2): Manifest[] => [
          book({ platformFee }),
          ...list.flatMap((one) => [
            scanner(scans(one[of]), `app-${one[0]}`),
            ...Array.from({ length: one[3] }, (_, i) =>
              installed(`i-${one[0]}-${i}`, { app: `app-${one[0]}` }),
            ),
          ]),
        ];
        const found = preview(side(1), side(2));
        if (found === null || found.total === null) return;
        const sum = (what: 'before' | 'after' | 'difference'): string =>
          found.rows.reduce((total, row) => total.plus(row[what] ?? 0), new Big(0)).toFixed(2);
        expect([sum('before'), sum('after'), sum('difference')]).toEqual(Object.values(found.total));
        expect(new Big(found.total.before).plus(found.total.difference).toFixed(2)).toBe(found.total.after);
      }),
      { numRuns: 50 },
    );
  });
});
