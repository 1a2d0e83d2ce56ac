import { describe, expect, it } from 'vitest';
import type { Catalog } from '../catalog/catalog.ts';
import type { App, Installation, Manifest, Marketplace, Subscription } from '../manifest/manifest.ts';
import { catalogOf, contextOf, placed } from '../testing/catalogs.ts';
import { aConnector, anApp, anInstallation, aTeam } from '../testing/manifests.ts';
import { checks } from './checks.ts';
import { runChecks } from './run-checks.ts';

const finance = aTeam();
const marketplace: Marketplace = {
  apiVersion: 'souk/v1',
  kind: 'Marketplace',
  id: 'acme',
  name: 'Acme',
  domains: ['finance'],
  tags: ['invoices'],
  environments: [{ name: 'production' }, { name: 'dev' }],
};

/** `rule pointer` of everything found when `head` replaces `base`. */
function find(base: Catalog, head: Catalog, options: Parameters<typeof contextOf>[2] = {}): string[] {
  return runChecks(checks, contextOf(base, head, options))
    .map(
      ({ rule, place, path, level }) =>
        `${level === 'warn' ? 'warn ' : ''}${rule} ${'pointer' in place ? place.pointer : ''}@${path.split('/').at(-2)}`,
    )
    .toSorted();
}

/** What is found when a catalog with these manifests gets the change. */
function findChange(
  before: readonly Manifest[],
  after: readonly Manifest[],
  files: readonly string[] = [],
): string[] {
  const frame = [finance];
  return find(catalogOf([...frame, ...before], files), catalogOf([...frame, ...after], files));
}

const deprecated = (changes: object = {}): App =>
  anApp({
    lifecycle: {
      stage: 'deprecated',
      deprecation: { announced: '2026-11-22', sunset: '2027-06-30', replacement: 'other', ...changes },
    },
  });
const other = anApp({
  id: 'other',
  name: 'Payroll Planner',
  summary: 'Plans the yearly salary rounds of departments.',
});
const aSubscription = (changes: Partial<Subscription>): Subscription => ({
  apiVersion: 'souk/v1',
  kind: 'Subscription',
  id: 'hook',
  team: 'finance',
  channel: 'webhook',
  url: 'https://hooks.example.com/souk',
  events: ['app.*'],
  ...changes,
});
const on = '@invoice-scanner';

const cases: readonly (readonly [
  name: string,
  before: readonly Manifest[],
  after: readonly Manifest[],
  expected: readonly string[],
])[] = [
  ['nothing changes', [anApp()], [anApp()], []],
  ['an entry is proposed', [], [anApp({ lifecycle: { stage: 'proposed' } })], []],

  [
    'a new id looks like another',
    [anApp({ id: 'paypal' })],
    [
      anApp({ id: 'paypal' }),
      anApp({
        id: 'paypa1',
        name: 'Zebra',
        summary: 'Counts animals in a zoo.',
        lifecycle: { stage: 'proposed' },
      }),
    ],
    ['identity/confusable /id@paypa1'],
  ],
  [
    'a new id differs by a dash',
    [anApp({ id: 'mail-bot' })],
    [
      anApp({ id: 'mail-bot' }),
      anApp({
        id: 'mailbot',
        name: 'Zebra',
        summary: 'Counts animals in a zoo.',
        lifecycle: { stage: 'proposed' },
      }),
    ],
    ['identity/confusable /id@mailbot'],
  ],

  ['the owner does not exist', [anApp()], [anApp({ owner: 'finanze' })], [`reference/missing /owner${on}`]],
  [
    'the owner is removed',
    [anApp({ owner: 'ops' }), aTeam({ id: 'ops' })],
    [anApp({ owner: 'ops' })],
    [`reference/missing /owner${on}`],
  ],
  [
    'a consumed app does not exist',
    [anApp()],
    [anApp({ version: '1.4.3', apis: { consumes: [{ name: 'x', app: 'nope' }] } })],
    [`reference/missing /apis/consumes/0/app${on}`],
  ],
  [
    'an environment that is in use is taken away',
    [
      { ...marketplace, environments: [{ name: 'production' }, { name: 'dev' }] },
      anApp(),
      anInstallation({ environment: 'dev' }),
    ],
    [
      { ...marketplace, environments: [{ name: 'production' }] },
      anApp(),
      anInstallation({ environment: 'dev' }),
    ],
    ['reference/environment /environment@finance'],
  ],
  [
    'an environment is unknown',
    [marketplace, anApp()],
    [marketplace, anApp(), anInstallation({ environment: 'prod' })],
    ['reference/environment /environment@finance'],
  ],
  [
    'a subscription is to a channel that sends nothing, or says not where to',
    [],
    [
      aSubscription({ id: 'by-mail', channel: 'email' }),
      aSubscription({ id: 'by-github', channel: 'github' }),
    ],
    ['reference/channel /channel@subscriptions', 'reference/channel /channel@subscriptions'],
  ],
  [
    'a subscription is to a channel that works',
    [],
    [
      aSubscription({ id: 'by-hook' }),
      aSubscription({ id: 'by-chat', channel: 'slack' }),
      aSubscription({ id: 'by-mail', channel: 'email', address: 'finance@example.com' }),
    ],
    [],
  ],
  [
    'an attachment is missing',
    [anApp()],
    [anApp({ version: '1.4.3', sbom: 'sbom.cdx.json' })],
    [`reference/attachment /sbom${on}`],
  ],
  ['an installed app does not exist', [], [anInstallation()], ['reference/missing /app@finance']],
  [
    'a range lies above every version',
    [anApp()],
    [anApp(), anInstallation({ version: '^9.0.0' })],
    ['reference/range /version@finance'],
  ],
  [
    'a range lies below the version',
    [anApp()],
    [anApp(), anInstallation({ version: '^0.9.0' })],
    ['warn reference/range /version@finance'],
  ],
  [
    'an installation leaves out a secret that is needed',
    [anApp({ secrets: [{ name: 'TOKEN' }, { name: 'KEY', optional: true }] })],
    [anApp({ secrets: [{ name: 'TOKEN' }, { name: 'KEY', optional: true }] }), anInstallation()],
    ['reference/secret /app@finance'],
  ],
  [
    'an installation misspells one secret and names another that nobody asks for',
    [anApp({ secrets: [{ name: 'CRM_TOKEN' }] })],
    [
      anApp({ secrets: [{ name: 'CRM_TOKEN' }] }),
      anInstallation({ secrets: { CRM_TOKN: 'env:SOUK_SECRET_A', OTHER: 'env:SOUK_SECRET_B' } }),
    ],
    ['reference/secret /secrets/CRM_TOKN@finance', 'reference/secret /secrets/OTHER@finance'],
  ],
  [
    'an installation refers to all that is asked for',
    [anApp({ secrets: [{ name: 'TOKEN' }] })],
    [anApp({ secrets: [{ name: 'TOKEN' }] }), anInstallation({ secrets: { TOKEN: 'env:SOUK_SECRET_A' } })],
    [],
  ],
  [
    'another version may ask for other secrets',
    [anApp({ secrets: [{ name: 'TOKEN' }] })],
    [anApp({ secrets: [{ name: 'TOKEN' }] }), anInstallation({ version: '^0.9.0' })],
    ['warn reference/range /version@finance'],
  ],

  [
    'content changes without a version',
    [anApp()],
    [anApp({ egress: ['api.example.com'] })],
    [`version/not-raised /version${on}`],
  ],
  [
    'prose changes without a version',
    [anApp()],
    [anApp({ summary: 'Reads supplier invoices and files them well.' })],
    [],
  ],
  ['the version goes back', [anApp()], [anApp({ version: '1.3.9' })], [`version/lowered /version${on}`]],
  [
    'the content changes with a fix version',
    [anApp()],
    [anApp({ version: '1.4.3', egress: ['api.example.com'] })],
    [],
  ],
  [
    'a permission is gone in a minor version',
    [anApp({ permissions: [{ name: 'p' }] })],
    [anApp({ version: '1.5.0' })],
    [`version/breaking /permissions${on}`],
  ],
  [
    'a permission is gone in a major version',
    [anApp({ permissions: [{ name: 'p' }] })],
    [anApp({ version: '2.0.0' })],
    [],
  ],
  [
    'an API is gone',
    [anApp({ apis: { provides: [{ name: 'v1' }] } })],
    [anApp({ version: '1.5.0', apis: {} })],
    [`version/breaking /apis/provides${on}`],
  ],
  [
    'a scope is gone',
    [anApp({ permissions: [{ name: 'p', scopes: ['a', 'b'] }] })],
    [anApp({ version: '1.5.0', permissions: [{ name: 'p', scopes: ['a'] }] })],
    [`version/breaking /permissions/0/scopes${on}`],
  ],
  [
    'an output is gone',
    [aConnector({ outputs: ['lead'] })],
    [aConnector({ version: '1.5.0', outputs: [] })],
    ['version/breaking /outputs@crm-sync'],
  ],
  [
    'an input becomes required',
    [aConnector({ inputs: ['a'] })],
    [aConnector({ version: '1.5.0', inputs: ['a', { name: 'b', required: true }] })],
    ['version/breaking /inputs/1@crm-sync'],
  ],
  [
    'the runtime type changes',
    [anApp()],
    [anApp({ version: '1.5.0', runtime: { type: 'wasm' } })],
    [`version/breaking /runtime/type${on}`],
  ],
  [
    'an output is gone before 1.0.0 with a new minor',
    [aConnector({ version: '0.3.1', outputs: ['lead'] })],
    [aConnector({ version: '0.4.0' })],
    [],
  ],
  [
    'an output is gone before 1.0.0 with a fix',
    [aConnector({ version: '0.3.1', outputs: ['lead'] })],
    [aConnector({ version: '0.3.2' })],
    ['version/breaking /outputs@crm-sync'],
  ],

  [
    'a new entry claims to be deprecated',
    [],
    [anApp({ lifecycle: { stage: 'retired' } })],
    [`lifecycle/initial /lifecycle/stage${on}`],
  ],
  ['a new entry is published at once', [], [anApp()], [`warn lifecycle/initial /lifecycle/stage${on}`]],
  [
    'a stage is skipped',
    [anApp({ lifecycle: { stage: 'proposed' } })],
    [anApp()],
    [`lifecycle/transition /lifecycle/stage${on}`],
  ],
  [
    'a retired entry comes back',
    [anApp({ lifecycle: { stage: 'retired' } })],
    [anApp()],
    [`lifecycle/transition /lifecycle/stage${on}`],
  ],
  ['a vetted entry is published', [anApp({ lifecycle: { stage: 'vetted' } })], [anApp()], []],
  [
    'a deprecation has no plan',
    [anApp()],
    [anApp({ lifecycle: { stage: 'deprecated' } })],
    [`lifecycle/deprecation /lifecycle${on}`],
  ],
  [
    'a sunset comes too soon',
    [anApp(), other],
    [deprecated({ sunset: '2026-12-24' }), other],
    [`lifecycle/notice /lifecycle/deprecation/sunset${on}`],
  ],
  [
    'an announcement is dated back',
    [anApp(), other],
    [deprecated({ announced: '2026-01-01', sunset: '2026-12-24' }), other],
    [`lifecycle/notice /lifecycle/deprecation/sunset${on}`],
  ],
  [
    'an accepted sunset draws near',
    [deprecated({ sunset: '2026-12-24' }), other],
    [{ ...deprecated({ sunset: '2026-12-24' }), summary: 'Reads invoices for some days more.' }, other],
    [],
  ],
  [
    'a sunset is brought forward',
    [deprecated({ announced: '2026-09-01' }), other],
    [deprecated({ announced: '2026-09-01', sunset: '2026-11-25' }), other],
    [`lifecycle/notice /lifecycle/deprecation/sunset${on}`],
  ],
  [
    'an announced sunset is brought forward',
    [deprecated({ announced: '2026-06-01', sunset: '2027-06-01' }), other],
    [deprecated({ announced: '2026-06-01', sunset: '2026-12-01' }), other],
    [`lifecycle/notice /lifecycle/deprecation/sunset${on}`],
  ],
  [
    'a sunset is put off',
    [deprecated({ announced: '2026-06-01', sunset: '2026-12-01' }), other],
    [deprecated({ announced: '2026-06-01', sunset: '2026-12-24' }), other],
    [],
  ],
  [
    'an installed app is retired',
    [deprecated(), other, anInstallation()],
    [anApp({ lifecycle: { stage: 'retired' } }), other, anInstallation()],
    ['consumers/removed /app@finance'],
  ],
  [
    'an input becomes required that was optional',
    [aConnector({ inputs: [{ name: 'a' }] })],
    [aConnector({ version: '1.5.0', inputs: [{ name: 'a', required: true }] })],
    ['version/breaking /inputs/0@crm-sync'],
  ],
  [
    'a deprecation shows no way out',
    [anApp()],
    [anApp({ lifecycle: { stage: 'deprecated', deprecation: { sunset: '2027-06-30' } } })],
    [`lifecycle/way-out /lifecycle/deprecation${on}`],
  ],
  [
    'a deprecation names itself',
    [anApp()],
    [deprecated({ replacement: 'invoice-scanner' })],
    [`lifecycle/way-out /lifecycle/deprecation/replacement${on}`],
  ],
  ['a deprecation is well planned', [anApp(), other], [deprecated(), other], []],
  ['a published entry is deleted', [anApp()], [], [`lifecycle/record-removed /lifecycle/stage${on}`]],
  ['a proposal is deleted', [anApp({ lifecycle: { stage: 'proposed' } })], [], []],

  [
    'an installed app is removed',
    [anApp({ lifecycle: { stage: 'vetted' } }), anInstallation()],
    [anInstallation()],
    ['consumers/removed /app@finance'],
  ],
  [
    'an installed app is deprecated',
    [anApp(), other, anInstallation()],
    [deprecated(), other, anInstallation()],
    ['consumers/deprecated /app@finance'],
  ],
  [
    'a version leaves the range of a consumer',
    [anApp(), anInstallation()],
    [anApp({ version: '2.0.0', egress: ['x.example.com'] }), anInstallation()],
    ['consumers/range /version@finance'],
  ],
  [
    'a version stays in the range of a consumer',
    [anApp(), anInstallation()],
    [anApp({ version: '1.5.0', egress: ['x.example.com'] }), anInstallation()],
    [],
  ],

  [
    'a new entry does what another does',
    [anApp()],
    [
      anApp(),
      anApp({
        id: 'bill-reader',
        name: 'Supplier Invoice Reader',
        summary: 'Reads supplier invoices from a shared mailbox.',
        lifecycle: { stage: 'proposed' },
      }),
    ],
    ['similar/entry /name@bill-reader'],
  ],
  [
    'a new entry does something else',
    [anApp()],
    [
      anApp(),
      anApp({
        id: 'zoo',
        name: 'Zebra Counter',
        summary: 'Counts animals on night pictures.',
        lifecycle: { stage: 'proposed' },
      }),
    ],
    [],
  ],
];

describe('when a change is judged', () => {
  it.each(cases)('%s', (_name, before, after, expected) => {
    expect(findChange(before, after)).toEqual([...expected].toSorted());
  });

  it('reports both files that claim one identity', () => {
    const twin = placed(anApp(), 'connectors/invoice-scanner/manifest.yaml');
    const base = catalogOf([finance, anApp()]);
    expect(find(base, catalogOf([finance, anApp(), twin]))).toEqual([
      'identity/duplicate /id@invoice-scanner',
      'identity/duplicate /id@invoice-scanner',
    ]);
  });

  it('reports an app and a connector with one id', () => {
    const connector = placed(
      aConnector({ id: 'invoice-scanner', lifecycle: { stage: 'proposed' } }),
      'connectors/invoice-scanner/manifest.yaml',
    );
    expect(find(catalogOf([finance, anApp()]), catalogOf([finance, anApp(), connector]))).toContain(
      'identity/shared-id /id@invoice-scanner',
    );
  });

  it('reports an id that is not the name of its folder', () => {
    const misplaced = placed(
      anApp({ lifecycle: { stage: 'proposed' } }),
      'catalog/apps/scanner/manifest.yaml',
    );
    expect(find(catalogOf([finance]), catalogOf([finance, misplaced]))).toEqual([
      'identity/path /id@scanner',
    ]);
  });

  it('reports paths that differ by case alone', () => {
    const twin = placed(anApp({ id: 'other-id' }), 'catalog/apps/Invoice-Scanner/manifest.yaml');
    expect(find(catalogOf([finance, anApp()]), catalogOf([finance, anApp(), twin]))).toContain(
      'identity/case /id@Invoice-Scanner',
    );
  });

  it('takes a move for neither a removal nor an addition', () => {
    const moved = placed(anApp(), 'connectors/invoice-scanner/manifest.yaml');
    expect(
      find(catalogOf([finance, anApp(), anInstallation()]), catalogOf([finance, moved, anInstallation()])),
    ).toEqual([]);
  });

  it('demands a version when an attachment that runs changes, and none when prose does', () => {
    const catalog = catalogOf(
      [finance, anApp()],
      ['catalog/apps/invoice-scanner/openapi.yaml', 'catalog/apps/invoice-scanner/README.md'],
    );
    expect(find(catalog, catalog, { changedPaths: ['catalog/apps/invoice-scanner/openapi.yaml'] })).toEqual([
      `version/not-raised /version${on}`,
    ]);
    expect(find(catalog, catalog, { changedPaths: ['catalog/apps/invoice-scanner/README.md'] })).toEqual([]);
  });

  it('demands none for what others state about it', () => {
    const names = ['attestations/release.intoto.jsonl', 'sbom.cdx.json.sigstore.json', 'app.openvex.json'];
    const paths = [...names, 'src/main.ts'].map((name) => `catalog/apps/invoice-scanner/${name}`);
    const catalog = catalogOf([finance, anApp()], paths);
    expect(find(catalog, catalog, { changedPaths: paths.slice(0, -1) })).toEqual([]);
    expect(find(catalog, catalog, { changedPaths: paths })).toEqual([`version/not-raised /version${on}`]);
  });

  it('judges by the settings of the base: a change cannot loosen them for itself', () => {
    const loose: Marketplace = { ...marketplace, lifecycle: { minSunsetDays: 0 } };
    const base = catalogOf([finance, marketplace, anApp(), other]);
    expect(find(base, catalogOf([finance, loose, deprecated({ sunset: '2026-11-25' }), other]))).toContain(
      `lifecycle/notice /lifecycle/deprecation/sunset${on}`,
    );
  });

  it('leaves the rest of the catalog alone', () => {
    const broken = anApp({ id: 'old', owner: 'nobody' });
    const installation: Installation = anInstallation();
    expect(
      find(catalogOf([finance, anApp(), broken]), catalogOf([finance, anApp(), broken, installation])),
    ).toEqual([]);
    expect(
      find(catalogOf([finance, anApp(), broken]), catalogOf([finance, anApp(), broken, installation]), {
        all: true,
      }),
    ).toEqual(['reference/missing /owner@old']);
  });
});

describe('when a check crashes', () => {
  it('reports an error and goes on with the others', () => {
    const crash = {
      name: 'schema' as const,
      run: () => {
        throw new Error('boom');
      },
    };
    const found = runChecks(
      [crash, ...checks],
      contextOf(catalogOf([]), catalogOf([anApp({ lifecycle: { stage: 'proposed' } })])),
    );
    expect(found.map(({ rule, level }) => [rule, level])).toEqual([
      ['check/crashed', 'error'],
      ['reference/missing', undefined],
    ]);
  });
});
