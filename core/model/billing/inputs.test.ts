import { describe, expect, it } from 'vitest';
import type { Installation, Marketplace, PriceBook, Team } from '../manifest/manifest.ts';
import { aMarketplace, anApp, anInstallation, aTeam } from '../testing/manifests.ts';
import { costCenterCharges, defaultCharge, installationFacts } from './installation-facts.ts';
import { findCutoff, findReissues } from './plan-close.ts';
import { findPriceChanges } from './price-windows.ts';
import { entryVersionOf } from './scenario-inputs.ts';
import { aBook } from './testing/a-month.ts';

const dev = (charge?: 'showback' | 'chargeback'): NonNullable<Marketplace['environments']> => [
  { name: 'production' },
  { name: 'dev', ...(charge === undefined ? {} : { charge }) },
];

describe('when it is told whom an installation belongs to', () => {
  it.each<
    [
      name: string,
      installation: Partial<Installation>,
      team: Partial<Team>,
      marketplace: Partial<Marketplace>,
      charge: string,
      costCenter: string | null,
    ]
  >([
    ['nobody says anything', {}, {}, {}, 'showback', null],
    ['the marketplace says', {}, { costCenter: 'CC-1' }, { charge: 'chargeback' }, 'chargeback', 'CC-1'],
    ['the team says', {}, { charge: 'showback' }, { charge: 'chargeback' }, 'showback', null],
    [
      'the environment says',
      { environment: 'dev' },
      { charge: 'chargeback' },
      { environments: dev('showback') },
      'showback',
      null,
    ],
    [
      'another environment says',
      {},
      { charge: 'chargeback' },
      { environments: dev('showback') },
      'chargeback',
      null,
    ],
    [
      'the installation says',
      { environment: 'dev', charge: 'chargeback', costCenter: 'CC-9' },
      { charge: 'showback', costCenter: 'CC-1' },
      { environments: dev('showback') },
      'chargeback',
      'CC-9',
    ],
  ])('goes by the nearest: %s', (_name, installation, team, marketplace, charge, costCenter) => {
    const facts = installationFacts(anInstallation(installation), {
      team: aTeam(team),
      marketplace: aMarketplace(marketplace),
    });
    expect(facts).toMatchObject({
      id: 'invoices-prod',
      entry: 'invoice-scanner',
      team: 'finance',
      charge,
      costCenter,
    });
  });

  it('charges a cost center as soon as one of its teams is', () => {
    const teams = [
      aTeam({ costCenter: 'CC-1' }),
      aTeam({ id: 'ops', costCenter: 'CC-1', charge: 'chargeback' }),
      aTeam({ id: 'lab', costCenter: 'CC-2' }),
      aTeam({ id: 'none', charge: 'chargeback' }),
    ];
    expect(costCenterCharges(teams, undefined)).toEqual([
      { id: 'CC-1', charge: 'chargeback' },
      { id: 'CC-2', charge: 'showback' },
    ]);
  });
});

describe('when a cost center has no team', () => {
  it('goes by the marketplace', () => {
    expect(defaultCharge(aMarketplace({ charge: 'chargeback' }))).toBe('chargeback');
    expect(defaultCharge(aMarketplace())).toBe('showback');
  });
});

describe('when a version is asked for its price', () => {
  it('tells what its manifest says', () => {
    const billing = { plan: 'team' };
    expect(entryVersionOf(anApp({ billing }))).toEqual({
      entry: 'invoice-scanner',
      version: '1.4.2',
      billing,
    });
    expect(entryVersionOf(anApp())).toEqual({ entry: 'invoice-scanner', version: '1.4.2' });
  });
});

describe('when a close is planned', () => {
  it.each<[name: string, books: PriceBook[], cutoff: string]>([
    ['by default', [aBook()], '2026-12-06T00:00:00Z'],
    ['without a price book', [], '2026-12-06T00:00:00Z'],
    ['at once', [aBook({ cutoffDays: 0 })], '2026-12-01T00:00:00Z'],
    [
      'by the prices at the end of the month',
      [
        aBook({ cutoffDays: 3 }),
        aBook({ id: 'new', validFrom: '2026-11-16', cutoffDays: 10 }),
        aBook({ id: 'later', validFrom: '2026-12-01', cutoffDays: 1 }),
      ],
      '2026-12-11T00:00:00Z',
    ],
  ])('closes %s', (_name, books, cutoff) => {
    expect(findCutoff(books, '2026-11')).toBe(cutoff);
  });

  it('issues again what was not issued again yet, oldest month first, each once', () => {
    const reissue = (id: string, period: string) => ({ id, period, reason: 'A wrong price.' });
    const books = [
      aBook({ reissues: [reissue('c', '2026-10'), reissue('done', '2026-08')] }),
      aBook({
        id: 'new',
        reissues: [reissue('a', '2026-10'), reissue('b', '2026-09'), reissue('c', '2026-10')],
      }),
    ];
    expect(findReissues(books, ['done']).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });
});

describe('when prices change within a month', () => {
  it('tells at which hours', () => {
    const books = [
      aBook(),
      aBook({ id: 'b', validFrom: '2026-11-16T12:00:00Z' }),
      aBook({ id: 'c', validFrom: '2026-11-01' }),
      aBook({ id: 'd', validFrom: '2026-12-01' }),
    ];
    expect(findPriceChanges(books, '2026-11')).toEqual(['2026-11-16T12:00:00Z']);
    expect(findPriceChanges(books, '2026-10')).toEqual([]);
  });
});
