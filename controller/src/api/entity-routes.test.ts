import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { type RunningApi, runApi } from '../testing/running-api.ts';
import { shopFinding, smallShop } from '../testing/small-shop.ts';
import { until } from '../testing/until.ts';

let store: Store;
let running: RunningApi;
beforeAll(async () => {
  store = await borrowMemoryStore();
  running = await runApi({ store, catalog: smallShop, findings: [shopFinding] });
  await running.start();
}, 60_000);
afterAll(async () => {
  await running.close();
  await store.close();
});

const get = async (url: string, headers: Record<string, string> = {}) => running.api.inject({ url, headers });
const body = async (url: string) => (await get(url)).json();

describe('when the catalog is there', () => {
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
    running.push({ ...smallShop, commit: 'c2', attachments: [] });
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
