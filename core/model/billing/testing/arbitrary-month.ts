import fc from 'fast-check';
import type { PriceBook } from '../../manifest/manifest.ts';
import type { Billing, BillingInputs, Presence, Slice, UsageSlice } from '../billing-inputs.ts';

type Unit = PriceBook['units'][number];

const cents = (max: number) => fc.integer({ min: 0, max }).map((n) => (n / 10_000).toFixed(4));
const whole = (max: number) => fc.integer({ min: 1, max }).map(String);
const days = ['2026-10-03', '2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30'] as const;
const metrics = ['calls', 'pages'] as const;
const installations = ['alpha', 'beta', 'gamma'] as const;

const anyTiers = fc
  .tuple(
    fc.constantFrom('graduated' as const, 'volume' as const),
    whole(500),
    whole(500),
    cents(9000),
    cents(9000),
    cents(9000),
  )
  .map(([mode, first, more, a, b, c]) => ({
    tiers: {
      mode,
      steps: [
        { upTo: first, price: a },
        { upTo: String(Number(first) + Number(more)), price: b },
        { price: c },
      ],
    },
  }));

const anyPrice: fc.Arbitrary<Pick<Unit, 'price' | 'tiers' | 'package'>> = fc.oneof(
  cents(90_000).map((price) => ({ price })),
  anyTiers,
  fc.tuple(whole(300), cents(90_000)).map(([units, price]) => ({ package: { units, price } })),
);

const anyBook = (id: string, validFrom: string | undefined): fc.Arbitrary<PriceBook> =>
  fc
    .record({
      call: anyPrice,
      page: anyPrice,
      size: fc.constantFrom('1', '7', '3600'),
      fee: cents(3000),
      monthly: cents(900_000),
      minimum: cents(400_000),
      included: whole(300),
      rate: whole(3),
      split: fc.constantFrom('even' as const, 'proportional' as const),
    })
    .map(({ call, page, size, fee, monthly, minimum, included, rate, split }) => ({
      apiVersion: 'souk/v1',
      kind: 'PriceBook',
      id,
      currency: 'EUR',
      ...(validFrom === undefined ? {} : { validFrom }),
      units: [
        { name: 'call', ...call },
        { name: 'page', size, ...page },
      ],
      plans: [
        {
          name: 'team',
          monthly,
          minimum,
          included: { call: included },
          perSeat: '3',
          perInstanceHour: '0.03',
        },
      ],
      platformFee: fee,
      exchangeRates: [{ currency: 'USD', from: '2026-01', rate }],
      sharedCosts: [
        { id: 'gateway', monthly: '100.01', split },
        { id: 'rent', monthly: '7', split: 'fixed', weights: { 'CC-1': '1', 'CC-9': '2' } },
      ],
    }));

const anyBilling: fc.Arbitrary<Billing> = fc
  .record({
    plan: fc.boolean(),
    dollars: cents(20_000),
    share: cents(10_000),
    weight: whole(9),
    included: whole(200),
  })
  .map(({ plan, dollars, share, weight, included }) => ({
    ...(plan ? { plan: 'team' } : {}),
    metrics: [
      { name: 'calls', unit: 'call', revenueShare: share, included },
      { name: 'pages', unit: 'page', price: dollars, currency: 'USD', revenueShare: share },
    ],
    partners: [{ id: 'north', weight }, { id: 'south' }],
  }));

const anySlice: fc.Arbitrary<Slice> = fc
  .record({
    installation: fc.constantFrom(...installations),
    version: fc.constantFrom('1.0.0', '2.0.0'),
    day: fc.constantFrom(...days),
    hour: fc.integer({ min: 0, max: 22 }),
    quantity: fc.integer({ min: 0, max: 500_000 }).map((n) => (n / 100).toFixed(2)),
    other: fc.boolean(),
  })
  .map(({ installation, version, day, hour, quantity, other }) => ({
    installation,
    version,
    from: `${day}T${String(hour).padStart(2, '0')}:00:00Z`,
    to: `${day}T${String(hour + 1).padStart(2, '0')}:00:00Z`,
    quantity,
    ...(other ? { costCenter: 'CC-7' } : {}),
    ...(day < '2026-11' && hour > 10 ? { billedPeriod: '2026-11' } : {}),
  }));

const anyUsage: fc.Arbitrary<UsageSlice> = fc
  .tuple(anySlice, fc.constantFrom(...metrics))
  .map(([slice, metric]) => ({ ...slice, metric }));

const anyPresence: fc.Arbitrary<Presence> = fc
  .record({
    installation: fc.constantFrom(...installations),
    version: fc.constantFrom('1.0.0', '2.0.0'),
    first: fc.constantFrom(...days),
    last: fc.constantFrom(...days),
  })
  .filter(({ first, last }) => first < last)
  .map(({ installation, version, first, last }) => ({
    installation,
    version,
    from: `${first}T05:30:00Z`,
    to: `${last}T00:00:00Z`,
  }));

/** Inputs of November 2026 with everything in them: three price books, late usage, shares, credits and shared costs. */
export const anyMonth: fc.Arbitrary<BillingInputs> = fc
  .record({
    books: fc.tuple(
      anyBook('a', undefined),
      anyBook('b', '2026-11-09T12:00:00Z'),
      anyBook('c', '2026-11-23'),
    ),
    billings: fc.tuple(anyBilling, anyBilling),
    usage: fc.array(anyUsage, { maxLength: 40 }),
    seats: fc.array(anySlice, { maxLength: 4 }),
    instances: fc.array(anySlice, { maxLength: 4 }),
    presences: fc.array(anyPresence, { maxLength: 6 }),
    credit: cents(900_000),
  })
  .map(({ books: [first, ...later], billings: [one, two], credit, ...rest }) => ({
    ...rest,
    period: '2026-11',
    books: [
      {
        ...first,
        credits: [
          { id: 'outage', period: '2026-10', costCenter: 'CC-1', amount: credit, reason: 'An outage.' },
        ],
      },
      ...later,
    ],
    versions: [
      { entry: 'scanner', version: '1.0.0', billing: one },
      { entry: 'scanner', version: '2.0.0', billing: two },
    ],
    installations: installations.map((id, i) => ({
      id,
      entry: 'scanner',
      team: 'finance',
      environment: 'production',
      costCenter: i === 2 ? null : `CC-${i + 1}`,
      charge: i === 1 ? ('showback' as const) : ('chargeback' as const),
    })),
  }));
