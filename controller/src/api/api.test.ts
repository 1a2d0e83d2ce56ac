import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finding, startOf } from '@souk/model/finding/finding.ts';
import type { Connector } from '@souk/model/manifest/manifest.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemoryStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { anApp, aTeam, pathOf, type SnapshotParts } from '../testing/catalog-snapshot.ts';
import { type RunningApi, runApi } from '../testing/running-api.ts';
import { until } from '../testing/until.ts';

const broken = { kind: 'App', id: 'broken' } as const;
const finding: Finding = {
  rule: 'schema/type',
  level: 'deny',
  message: 'No.',
  help: 'Mend it.',
  docs: 'd.md',
  location: startOf(pathOf(broken)),
};
const connector: Connector = {
  ...anApp({ id: 'crm' }),
  kind: 'Connector',
  id: 'slack',
  name: 'Slack',
  summary: 'Posts messages.',
  apis: {
    consumes: [
      { name: 'accounts', app: 'crm' },
      { name: 'x', app: 'gone' },
    ],
  },
};
const catalog: SnapshotParts = {
  commit: 'c1',
  manifests: [
    aTeam({ id: 'sales-tools', name: 'Sales Tools' }),
    anApp({
      id: 'crm',
      name: 'CRM',
      tags: ['crm', 'sales'],
      domain: 'sales',
      lifecycle: { stage: 'published' },
    }),
    anApp({
      id: 'erp',
      name: 'ERP',
      owner: 'nobody',
      tags: ['sales'],
      permissions: [{ name: 'read', scopes: ['erp:read'] }],
    }),
    connector,
    {
      apiVersion: 'souk/v1',
      kind: 'Marketplace',
      id: 'acme',
      name: 'Acme Souk',
      description: 'All we have.',
    },
  ],
  broken: [{ path: pathOf(broken), key: broken }],
  unreadable: ['catalog/odd.yaml'],
  attachments: ['catalog/apps/crm/openapi.yaml'],
};

let store: Store;
let running: RunningApi;
beforeAll(async () => {
  store = await openMemoryStore();
  running = await runApi({ store, catalog, findings: [finding] });
}, 60_000);
afterAll(async () => {
  await running.close();
  await store.close();
});

const get = async (url: string, headers: Record<string, string> = {}) => running.api.inject({ url, headers });
const body = async (url: string) => (await get(url)).json();

describe('before the first sync', () => {
  it('is alive but not ready', async () => {
    expect((await get('/healthz')).statusCode).toBe(200);
    expect(await body('/readyz')).toMatchObject({ status: 503, code: 'not-ready' });
    expect(await body('/api/v1/status')).toMatchObject({
      state: 'syncing',
      marketplace: { name: 'Souk' },
      entities: { total: 0 },
    });
  });
});

describe('when the catalog is there', () => {
  beforeAll(() => running.start());

  it('is ready and says what it holds', async () => {
    expect((await get('/readyz')).statusCode).toBe(200);
    expect(await body('/api/v1/status')).toEqual({
      marketplace: { name: 'Acme Souk', description: 'All we have.' },
      commit: 'c1',
      branch: 'main',
      source: 'git',
      state: 'synced',
      syncedAt: '2026-11-22T08:00:00.000Z',
      unreadable: [
        { path: pathOf(broken), rule: 'yaml/syntax', message: 'This is no YAML.', line: 1 },
        expect.objectContaining({
          path: 'catalog/odd.yaml',
          rule: 'yaml/syntax',
          message: 'This is no YAML.',
        }),
      ],
      revision: expect.stringMatching(/^[0-9a-f]{8}\.1$/),
      lagSeconds: 0,
      sourceStanding: { reachable: true },
      leader: { leading: true, holder: 'test', since: '2026-11-22T08:00:00.000Z' },
      parked: [],
      conditions: expect.objectContaining({ Accepted: { False: 1, True: 5 } }),
      entities: { total: 6, byKind: { App: 3, Connector: 1, Marketplace: 1, Team: 1 }, stalled: 1 },
    });
  });

  it('lists entries as the contract says', async () => {
    const { items, total, revision } = await body('/api/v1/entities?q=crm&limit=1');
    expect({ total, revision }).toEqual({ total: 1, revision: expect.stringMatching(/^[0-9a-f]{8}\.1$/) });
    expect(items).toEqual([
      {
        kind: 'App',
        id: 'crm',
        name: 'CRM',
        summary: 'What crm does.',
        version: '1.0.0',
        owner: 'sales-tools',
        ownerName: 'Sales Tools',
        domain: 'sales',
        tags: ['crm', 'sales'],
        stage: 'published',
        runtime: 'container',
        risk: 'low',
        compliance: [],
        scopes: [],
        path: 'catalog/apps/crm/manifest.yaml',
        state: 'ready',
        updatedAt: '2026-11-22T08:00:00.000Z',
      },
    ]);
  });

  const filters: [query: string, ids: string[]][] = [
    ['', ['broken', 'crm', 'erp', 'slack']],
    ['kind=Team', ['sales-tools']],
    ['kind=App&kind=Connector&tag=sales', ['crm', 'erp']],
    ['tag=crm&tag=sales&stage=published', ['crm']],
    ['owner=nobody', ['erp']],
    ['scope=erp:read', ['erp']],
    ['risk=low&runtime=container&domain=sales', ['crm']],
    ['compliance=pii', []],
    ['q=what%20crm%20does', ['crm']],
    ['q=%20', ['broken', 'crm', 'erp', 'slack']],
  ];
  it.each(filters)('filters by %j', async (query, expected) => {
    const { items } = await body(`/api/v1/entities?${query}`);
    expect(items.map(({ id }: { id: string }) => id)).toEqual(expected);
  });

  it('walks through pages to the end', async () => {
    const seen: string[] = [];
    let next = '/api/v1/entities?limit=3&sort=name';
    for (let turns = 0; turns < 5; turns++) {
      const page = await body(next);
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      if (page.nextCursor === undefined) break;
      next = `/api/v1/entities?limit=3&sort=name&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual(['broken', 'crm', 'erp', 'slack']);
  });

  it('counts facets with labels, keeping a chosen value that nothing has', async () => {
    const { facets, total } = await body('/api/v1/facets?owner=sales-tools&tag=zzz');
    const valuesOf = (name: string) => facets.find((facet: { name: string }) => facet.name === name).values;
    expect(total).toBe(0);
    expect(valuesOf('tag')).toEqual([
      { value: 'crm', label: 'crm', count: 1 },
      { value: 'sales', label: 'sales', count: 1 },
      { value: 'zzz', label: 'zzz', count: 0 },
    ]);
    expect(valuesOf('owner')).toEqual([{ value: 'sales-tools', label: 'Sales Tools', count: 0 }]);
  });

  it('shows an entity with what it names and what names it', async () => {
    expect(await body('/api/v1/entities/App/crm')).toMatchObject({
      manifest: { apiVersion: 'souk/v1', name: 'CRM' },
      riskReasons: [],
      source: { path: 'catalog/apps/crm/manifest.yaml', commit: 'c1' },
      references: [{ relation: 'owner', kind: 'Team', id: 'sales-tools', name: 'Sales Tools', exists: true }],
      referencedBy: [{ relation: 'consumed API', kind: 'Connector', id: 'slack', name: 'Slack' }],
      findings: [],
      attachments: [{ path: 'openapi.yaml', size: 10 }],
    });
    expect((await body('/api/v1/entities/Connector/slack')).references).toContainEqual({
      relation: 'consumed API',
      kind: 'App',
      id: 'gone',
      exists: false,
    });
  });

  it('shows a broken entity with its findings', async () => {
    expect(await body('/api/v1/entities/App/broken')).toMatchObject({
      state: 'stalled',
      manifest: {},
      findings: [{ rule: 'yaml/syntax', level: 'deny' }],
      conditions: [
        {
          type: 'Accepted',
          status: 'False',
          reason: 'Broken',
          observedCommit: 'c1',
          changedAt: '2026-11-22T08:00:00.000Z',
        },
        { type: 'Compliant', status: 'Unknown' },
      ],
    });
  });

  it('shows what changed without a new revision', async () => {
    const url = '/api/v1/entities/App/erp';
    const tag = (await get(url)).headers.etag ?? '';
    expect((await get(url, { 'if-none-match': tag })).statusCode).toBe(304);
    await store.db.updateTable('condition').set({ status: 'False' }).where('id', '=', 'erp').execute();
    expect((await get(url, { 'if-none-match': tag })).statusCode).toBe(200);
  });

  it('says of what was removed when, by what and until when it can come back', async () => {
    const stone = {
      ...{ kind: 'App', path: 'p', digest: 'd', commit: 'c9' },
      removed_at: '2026-11-20T00:00:00Z',
      expires_at: '2026-11-23T00:00:00Z',
    };
    await writeRows(store.db, 'tombstone', [
      { ...stone, id: 'left' },
      { ...stone, id: 'long-gone', expires_at: '2026-11-22T08:00:00Z' },
    ]);
    expect(await body('/api/v1/entities/App/left')).toMatchObject({
      ...{ status: 410, code: 'entity-removed' },
      detail: expect.stringMatching(/commit c9.*Until 2026-11-23/),
      removal: { at: '2026-11-20T00:00:00.000Z', commit: 'c9', until: '2026-11-23T00:00:00.000Z' },
    });
    expect(await body('/api/v1/entities/App/long-gone')).toMatchObject({ code: 'entity-not-found' });
  });

  it('says which removals are held, and how to approve them', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    await writeRows(
      store.db,
      'held_removal',
      ids.map((id) => ({ kind: 'App', id, commit: 'c7', held_at: '2026-11-22T07:00:00Z' })),
    );
    expect((await body('/api/v1/status')).held).toEqual({
      count: 6,
      commit: 'c7',
      since: '2026-11-22T07:00:00.000Z',
      first: ids.slice(0, 5).map((id) => ({ kind: 'App', id })),
      release: expect.stringContaining('c7'),
    });
    await store.db.deleteFrom('held_removal').execute();
  });

  it('lists versions', async () => {
    const { items } = await body('/api/v1/entities/App/crm/versions');
    expect(items).toEqual([
      {
        version: '1.0.0',
        commit: 'c1',
        digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        firstSeenAt: '2026-11-22T08:00:00.000Z',
        verdict: 'pass',
      },
    ]);
  });

  it('gives a version as it was accepted', async () => {
    expect(await body('/api/v1/entities/App/crm/versions/1.0.0')).toMatchObject({
      version: '1.0.0',
      manifest: { name: 'CRM', id: 'crm' },
      verdict: 'pass',
      risk: 'low',
      findings: [],
    });
  });

  it('answers 304 until something changes', async () => {
    const url = '/api/v1/entities';
    const tag = (await get(url)).headers.etag ?? '';
    const again = await get(url, { 'if-none-match': `"other", ${tag}` });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    running.push({ ...catalog, commit: 'c2', attachments: [] });
    const refresh = await running.api.inject({
      method: 'POST',
      url: '/api/v1/refresh',
      headers: { host: 'localhost:7070' },
    });
    expect(refresh.statusCode).toBe(202);
    await until(
      () => get(url, { 'if-none-match': tag }),
      ({ statusCode }) => statusCode === 200,
    );
  });
});

describe('when a request is wrong', () => {
  const cases: [url: string, code: string, detail: RegExp][] = [
    [
      '/api/v1/entities?onwer=x',
      'unknown-parameter',
      /^There is no parameter "onwer"; did you mean owner\?$/,
    ],
    ['/api/v1/facets?limit=3', 'unknown-parameter', /"limit"/],
    ['/api/v1/status?x=1', 'unknown-parameter', /this takes none/],
    ['/api/v1/entities?limit=0', 'invalid-request', /^"limit" must be >= 1\.$/],
    ['/api/v1/entities?limit=many', 'invalid-request', /"limit" must be integer/],
    ['/api/v1/entities?stage=shiny', 'invalid-request', /"stage" must be proposed, vetted/],
    ['/api/v1/entities?sort=size', 'invalid-request', /"sort" must be relevance, name, -updated or stage/],
    [`/api/v1/entities?q=${'x'.repeat(201)}`, 'invalid-request', /"q"/],
    ['/api/v1/entities?cursor=nonsense', 'invalid-cursor', /Start again without a cursor/],
    ['/api/v1/entities/App/nope', 'entity-not-found', /no App "nope"/],
    ['/api/v1/entities/App/crm/versions/9.9.9', 'version-not-found', /no version "9.9.9" of App\/crm/],
    ['/api/v1/entities/App/nope/versions', 'entity-not-found', /no App "nope"/],
    ['/api/v1/entities/Thing/crm', 'invalid-request', /"kind" must be App, /],
    ['/api/v2/entities', 'not-found', /GET \/api\/v2\/entities/],
    ['/%zz', 'malformed-request', /./],
  ];
  it.each(cases)('explains %s', async (url, code, detail) => {
    const response = await get(url);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.json()).toMatchObject({
      code,
      status: response.statusCode,
      detail: expect.stringMatching(detail),
    });
  });

  const methods: [method: 'GET' | 'POST' | 'DELETE' | 'PUT', url: string, allow: string][] = [
    ['POST', '/api/v1/entities', 'GET, HEAD'],
    ['DELETE', '/api/v1/entities/App/crm', 'GET, HEAD'],
    ['GET', '/api/v1/refresh', 'POST'],
    ['PUT', '/hooks/github', 'POST'],
  ];
  it.each(methods)('says what %s %s should have been', async (method, url, allow) => {
    const response = await running.api.inject({ method, url, headers: { host: 'localhost' } });
    expect([response.statusCode, response.headers.allow, response.json().code]).toEqual([
      405,
      allow,
      'method-not-allowed',
    ]);
  });

  it('takes no large body and no strange one', async () => {
    const post = (type: string, payload: string) =>
      running.api.inject({
        method: 'POST',
        url: '/api/v1/refresh',
        payload,
        headers: { host: 'localhost', 'content-type': type },
      });
    expect((await post('application/json', `"${'x'.repeat(70_000)}"`)).json()).toMatchObject({
      code: 'payload-too-large',
      status: 413,
    });
    expect((await post('text/xml', '<a/>')).json()).toMatchObject({
      code: 'unsupported-media-type',
      status: 415,
    });
    expect((await post('application/json', '{')).json()).toMatchObject({
      code: 'malformed-request',
      status: 400,
    });
  });
});

describe('when a page of another origin writes', () => {
  const cases: [name: string, headers: Record<string, string>, status: number][] = [
    ['the command line', { host: '127.0.0.1:7070' }, 202],
    [
      'the portal',
      { host: 'localhost:7070', origin: 'http://localhost:7070', 'sec-fetch-site': 'same-origin' },
      202,
    ],
    ['the portal by IPv6', { host: '[::1]:7070', origin: 'http://[::1]:7070' }, 202],
    ['another site', { host: '127.0.0.1:7070', origin: 'https://evil.example' }, 403],
    ['another port', { host: '127.0.0.1:7070', origin: 'http://127.0.0.1:8080' }, 403],
    ['a form without origin', { host: '127.0.0.1:7070', 'sec-fetch-site': 'cross-site' }, 403],
    ['a sandboxed frame', { host: '127.0.0.1:7070', origin: 'null' }, 403],
    ['a rebound name', { host: 'evil.example:7070', origin: 'http://evil.example:7070' }, 403],
    [
      'a name that only begins like ours',
      { host: '127.0.0.1.evil.example', origin: 'http://127.0.0.1.evil.example' },
      403,
    ],
  ];
  it.each(cases)('treats %s rightly', async (_name, headers, status) => {
    expect((await running.api.inject({ method: 'POST', url: '/api/v1/refresh', headers })).statusCode).toBe(
      status,
    );
  });
});

describe('when a browser comes', () => {
  const html = { accept: 'text/html,*/*' };

  it('sends strict headers with everything', async () => {
    for (const url of ['/api/v1/status', '/nope', '/']) {
      expect((await get(url)).headers).toMatchObject({
        'content-security-policy':
          "default-src 'self';img-src 'self' data:;object-src 'none';frame-ancestors 'none';base-uri 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    }
  });

  it('says so when the portal is not built', async () => {
    const response = await get('/', html);
    expect([response.statusCode, response.body]).toEqual([
      503,
      expect.stringContaining('npm run build:portal'),
    ]);
  });

  it('answers to no foreign host name on a loopback address, not even reads', async () => {
    const local = await runApi({ store, catalog });
    const ask = async (host: string) =>
      (await local.api.inject({ url: '/api/v1/status', headers: { host } })).statusCode;
    expect(
      await Promise.all(['127.0.0.1:7070', 'localhost', '[::1]:7070', 'evil.example.com'].map(ask)),
    ).toEqual([200, 200, 200, 403]);
    await local.close();
  });

  it('serves the portal and its client routes, but never in place of the API', async () => {
    const portalDir = mkdtempSync(join(tmpdir(), 'souk-portal-'));
    mkdirSync(join(portalDir, 'assets'));
    writeFileSync(join(portalDir, 'index.html'), '<title>portal</title>');
    writeFileSync(join(portalDir, 'assets/app-1a2b.js'), 'let x;');
    const built = await runApi({ store, catalog, portalDir });
    const ask = async (url: string, headers: Record<string, string> = html) => {
      const { statusCode, headers: sent, body: text } = await built.api.inject({ url, headers });
      return [statusCode, sent['cache-control'], text.slice(0, 20)];
    };
    expect(await ask('/')).toEqual([200, 'no-cache', '<title>portal</title'.slice(0, 20)]);
    expect(await ask('/entities/App/crm')).toEqual([200, 'no-cache', '<title>portal</title'.slice(0, 20)]);
    expect(await ask('/assets/app-1a2b.js')).toEqual([200, 'public, max-age=31536000, immutable', 'let x;']);
    expect((await ask('/assets/gone.js'))[0]).toBe(404);
    expect((await ask('/api/v1/nope'))[0]).toBe(404);
    expect((await ask('/entities', { accept: 'application/json' }))[0]).toBe(404);
    expect((await ask('/..%2f..%2fetc/passwd', {}))[0]).not.toBe(200);
    await built.close();
    rmSync(portalDir, { recursive: true });
  });
});
