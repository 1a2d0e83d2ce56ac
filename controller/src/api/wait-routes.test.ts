import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Registry } from '../registry/registry.ts';
import type { Store } from '../store/store.ts';
import { encodeJson, writeRows } from '../store/write-rows.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { type RunningApi, runApi } from '../testing/running-api.ts';
import { until } from '../testing/until.ts';

const commit = `abcdef0${'1'.repeat(33)}`;
const twin = `abcdef0${'2'.repeat(33)}`;
const listeners = new Set<() => void>();

let store: Store;
let registry: Registry;
let running: RunningApi;
let epoch: string;
let ancestors: readonly string[] = [];
let looks = 0;

beforeAll(async () => {
  store = await borrowMemoryStore();
  registry = await Registry.load(store);
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const isAncestorOfApplied = async (wanted: string) => {
    looks++;
    return ancestors.includes(wanted);
  };
  running = await runApi({ store, catalog: {}, ports: { registry, subscribe, isAncestorOfApplied } });
}, 60_000);
afterAll(async () => {
  await running.close();
  await store.close();
});
beforeEach(async () => {
  await resetStore(store);
  [ancestors, looks] = [[], 0];
  await store.db.updateTable('sync_cursor').set({ revision: 3, commit: 'c0' }).execute();
  ({ epoch } = await store.db.selectFrom('sync_cursor').select('epoch').executeTakeFirstOrThrow());
  await registry.refresh();
});

const ask = (query: string) => running.api.inject(`/api/v1/wait?${query}`);
const announce = (): void => {
  for (const listener of listeners) listener();
};
const apply = async (applied: string, revision: number): Promise<void> => {
  await store.db.updateTable('sync_cursor').set({ revision, commit: applied }).execute();
  await writeRows(store.db, 'applied_commit', [{ commit: applied, revision, applied_at: new Date(0) }]);
};
const resting = () =>
  until(
    () => running.clock.sleeping,
    (sleeping) => sleeping > 0,
  );

describe('when a commit has been gone through', () => {
  beforeEach(() => apply(commit, 3));

  it.each([commit, commit.toUpperCase(), commit.slice(0, 7)])('says so of %s', async (name) => {
    const response = await ask(`commit=${name}`);
    expect([response.statusCode, response.json()]).toEqual([200, { commit, revision: `${epoch}.3` }]);
  });

  it('says what was left out, and how much is held', async () => {
    const unreadable = encodeJson([
      { path: 'catalog/odd.yaml', rule: 'yaml', message: 'This is no YAML.', line: 4 },
    ]);
    await store.db.updateTable('sync_cursor').set({ unreadable }).execute();
    const [crm, gone] = [
      { kind: 'App', id: 'crm' },
      { kind: 'App', id: 'gone' },
    ];
    await writeRows(
      store.db,
      'entity',
      [crm, gone].map((key) => ({
        ...{ ...key, path: `catalog/${key.id}.yaml`, digest: '', fingerprint: '', state: 'stalled' },
        ...{ risk_reasons: [], attachments: [], facets: {}, search: '', updated_at: new Date(0) },
      })),
    );
    const condition = { type: 'Accepted', status: 'False', message: 'No.', changed_at: new Date(0) };
    await writeRows(store.db, 'condition', [
      { ...crm, ...condition, reason: 'Broken', location: { path: 'x', line: 7 } },
      { ...gone, ...condition, reason: 'RemovalHeld' },
    ]);
    await writeRows(store.db, 'held_removal', [{ ...gone, commit: 'c1', held_at: new Date(0) }]);
    expect((await ask(`commit=${commit}`)).json()).toMatchObject({
      unreadable: [
        { path: 'catalog/crm.yaml', line: 7, message: 'No.' },
        { path: 'catalog/odd.yaml', line: 4, message: 'This is no YAML.' },
      ],
      held: 1,
    });
  });

  it('asks for more digits where two begin alike', async () => {
    await apply(twin, 3);
    expect((await ask('commit=abcdef0')).json()).toMatchObject({
      code: 'invalid-request',
      detail: expect.stringContaining('more of its digits'),
    });
    expect((await ask(`commit=${twin}`)).statusCode).toBe(200);
  });
});

describe('when a commit has not been gone through', () => {
  it('waits for it, and for this replica to serve it', async () => {
    const answer = ask(`commit=${commit}`);
    await resting();
    await apply(commit, 4);
    announce();
    // The store has it, but what is served is older.
    await resting();
    await registry.refresh();
    announce();
    expect((await answer).json()).toEqual({ commit, revision: `${epoch}.4` });
  });

  it('answers `not yet` when the time is over', async () => {
    const answer = ask(`commit=${commit}&timeout=5`);
    await resting();
    running.clock.advance(5_000);
    const { statusCode, headers, json } = await answer;
    expect([statusCode, headers['retry-after'], json()]).toEqual([
      202,
      '1',
      { commit, revision: `${epoch}.3`, applied: 'c0' },
    ]);
  });

  it('asks Git whether it lies behind, once for each commit that the registry holds', async () => {
    ancestors = [twin];
    expect((await ask(`commit=${twin}&timeout=0`)).json()).toEqual({ commit: twin, revision: `${epoch}.3` });
    looks = 0;
    const answer = ask(`commit=${commit}`);
    await resting();
    announce();
    await resting();
    expect(looks).toBe(1);
    ancestors = [commit];
    await apply('d'.repeat(40), 3);
    announce();
    expect((await answer).statusCode).toBe(200);
  });

  it.each([
    'commit=main',
    'commit=abc',
    `commit=${'a'.repeat(65)}`,
    'timeout=3',
    `commit=${commit}&timeout=61`,
  ])('takes no %s', async (query) => {
    expect((await ask(query)).json()).toMatchObject({ status: 400, code: 'invalid-request' });
  });

  it('answers `not yet` when the service stops', async () => {
    const answer = ask(`commit=${commit}`);
    await resting();
    await running.api.close();
    expect((await answer).statusCode).toBe(202);
  });
});
