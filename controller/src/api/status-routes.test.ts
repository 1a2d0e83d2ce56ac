import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { pathOf } from '../testing/catalog-snapshot.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { type RunningApi, runApi } from '../testing/running-api.ts';
import { broken, shopFinding, smallShop } from '../testing/small-shop.ts';
import { until } from '../testing/until.ts';

let store: Store;
let running: RunningApi;
beforeAll(async () => {
  store = await borrowMemoryStore();
  running = await runApi({ store, catalog: smallShop, findings: [shopFinding] });
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
      lastHandledAt: '2026-11-22T08:00:00.000Z',
      sourceStanding: { reachable: true },
      leader: { leading: true, holder: 'test', since: '2026-11-22T08:00:00.000Z' },
      parked: [],
      conditions: expect.objectContaining({ Accepted: { False: 1, True: 5 } }),
      entities: { total: 6, byKind: { App: 3, Connector: 1, Marketplace: 1, Team: 1 }, stalled: 1 },
    });
  });

  it('says when a refresh that was asked for has been handled', async () => {
    running.clock.advance(1_500);
    const asked = (await running.api.inject({ method: 'POST', url: '/api/v1/refresh' })).json();
    const handled = await until(
      async () => (await body('/api/v1/status')).lastHandledAt,
      (at) => at >= asked.requestedAt,
    );
    expect(handled).toBe('2026-11-22T08:00:01.500Z');
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
});
