import { anApp, aTeam } from '@souk/model/testing/manifests.ts';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Store } from '../store/store.ts';
import { silentTelemetry } from '../telemetry/create-telemetry.ts';
import { aTerm } from '../testing/a-term.ts';
import { calmJudge } from '../testing/calm-judge.ts';
import { CatalogHistory, type Tree } from '../testing/catalog-history.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { until } from '../testing/until.ts';
import type { CatalogJudge } from './catalog-judge.ts';
import { type Pass, Reconciler } from './reconciler.ts';
import { readSyncCursor } from './sync-cursor.ts';

const POLL_MS = 5_000;
const RESYNC_MS = 3_600_000;
const app = (id: string, version = '1.0.0') => ({
  [`catalog/apps/${id}/manifest.yaml`]: stringify(anApp({ id, version, owner: 'sales' })),
});
const sales = { 'catalog/teams/sales.yaml': stringify(aTeam({ id: 'sales' })) };

let store: Store;
let source: CatalogHistory;
let clock: FakeClock;
let reconciler: Reconciler;
let term: ReturnType<typeof aTerm>;
let passes: Pass[];
let failures: number;
let lines: { readonly event?: string }[];
let running: Promise<void>;

beforeAll(async () => {
  store = await borrowMemoryStore();
}, 60_000);
afterAll(() => store.close());
beforeEach(async () => {
  await resetStore(store);
  source = new CatalogHistory();
  clock = new FakeClock();
});
afterEach(async () => {
  term.end();
  await running;
});

function run(tree: Tree, judge: CatalogJudge = calmJudge()): void {
  source.push(tree);
  passes = [];
  failures = 0;
  lines = [];
  term = aTerm(store);
  reconciler = new Reconciler(
    {
      source,
      judge,
      store,
      clock,
      logger: pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }),
      random: () => 0.5,
      tracing: silentTelemetry().tracing,
      onWritten: async () => {},
      onPass: (pass) => passes.push(pass),
      onFailure: () => failures++,
    },
    { pollMs: POLL_MS, resyncMs: RESYNC_MS },
  );
  running = reconciler.run(term);
}

const asleep = () =>
  until(
    () => clock.sleeping,
    (sleeping) => sleeping === 1,
  );
const logged = (event: string) => lines.filter((line) => line.event === event).length;
const outcomes = () => passes.map(({ outcome }) => outcome);
async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  await asleep();
}
const versionOf = async (id: string) =>
  (await store.db.selectFrom('entity').select('version').where('id', '=', id).executeTakeFirst())?.version;

describe('when nothing happens', () => {
  it('looks once right away, and once a poll', async () => {
    run({ ...app('crm'), ...sales });
    await asleep();
    await pass(POLL_MS);
    await pass(POLL_MS);
    expect(outcomes()).toEqual(['synced', 'unchanged', 'unchanged']);
  });

  it('reads everything anew after a while', async () => {
    run({ ...app('crm'), ...sales });
    await asleep();
    await pass(RESYNC_MS);
    expect(source.reads.whole).toBe(2);
  });

  it('tells of a change, and not of reading the same anew', async () => {
    run({ ...app('crm'), ...sales });
    await asleep();
    await pass(RESYNC_MS);
    expect(logged('sync.applied')).toBe(1);
    source.push({ ...app('crm', '1.1.0'), ...sales });
    await pass(POLL_MS);
    expect(logged('sync.applied')).toBe(2);
    const moved = passes.map((one) => (one.outcome === 'synced' ? one.report.moved : undefined));
    expect(moved).toEqual([false, false, true]);
  });
});

describe('when it is woken', () => {
  it('looks at once', async () => {
    run({ ...app('crm'), ...sales });
    await asleep();
    source.push({ ...app('crm', '1.1.0'), ...sales });
    reconciler.wake();
    await until(
      () => versionOf('crm'),
      (version) => version === '1.1.0',
    );
  });

  it('looks once more when that was during a pass', async () => {
    const gate = Promise.withResolvers<void>();
    const readWhole = source.read.bind(source);
    source.read = async (commit) => {
      await gate.promise;
      return readWhole(commit);
    };
    run({ ...app('crm'), ...sales });
    source.push({ ...app('crm', '1.1.0'), ...sales });
    reconciler.wake();
    gate.resolve();
    await asleep();
    expect(outcomes()).toHaveLength(2);
    expect(await versionOf('crm')).toBe('1.1.0');
  });
});

describe('when the source fails', () => {
  it('keeps what it has, says why once, and recovers by itself', async () => {
    run({ ...app('crm'), ...sales });
    await asleep();
    source.failure = new Error('https://user:hunter2@git.example.com does not answer');
    await pass(POLL_MS);
    expect(passes.at(-1)).toMatchObject({
      outcome: 'failed',
      error: 'https://***@git.example.com does not answer',
    });
    expect(await readSyncCursor(store.db)).toMatchObject({ state: 'failed', commit: 'c0' });
    expect(await versionOf('crm')).toBe('1.0.0');
    source.failure = undefined;
    source.push({ ...app('crm', '1.1.0'), ...sales });
    await pass(2 * POLL_MS);
    expect(await readSyncCursor(store.db)).toMatchObject({ state: 'synced', error: undefined, commit: 'c1' });
  });

  it('writes and says it once, however long each attempt takes', async () => {
    run({ ...app('crm'), ...sales });
    await asleep();
    const { syncedAt } = await readSyncCursor(store.db);
    const version = sql<{ xmin: string }>`select xmin::text from sync_cursor`;
    source.failure = new Error('Failed to connect to git.example.com port 443 after 3072 ms');
    await pass(POLL_MS);
    const { rows: before } = await version.execute(store.db);
    source.failure = new Error('Failed to connect to git.example.com port 443 after 3051 ms');
    await pass(3 * POLL_MS);
    expect(outcomes()).toEqual(['synced', 'failed', 'failed']);
    expect((await version.execute(store.db)).rows).toEqual(before);
    expect(logged('sync.failed')).toBe(1);
    expect(failures).toBe(2);
    expect(await readSyncCursor(store.db)).toMatchObject({
      error: 'Failed to connect to git.example.com port 443',
      syncedAt,
    });
    source.failure = undefined;
    await pass(5 * POLL_MS);
    expect(await readSyncCursor(store.db)).toMatchObject({ state: 'synced', syncedAt: clock.now() });
  });

  it('comes back to "synced" also when nothing has changed meanwhile', async () => {
    run({ ...app('crm'), ...sales });
    await asleep();
    source.failure = new Error('no');
    await pass(POLL_MS);
    source.failure = undefined;
    await pass(2 * POLL_MS);
    expect(await readSyncCursor(store.db)).toMatchObject({ state: 'synced', error: undefined });
  });

  it('asks less and less often', async () => {
    source.failure = new Error('no');
    run({ ...app('crm'), ...sales });
    await asleep();
    await pass(POLL_MS);
    expect(passes).toHaveLength(1);
    await pass(POLL_MS);
    expect(passes).toHaveLength(2);
    await pass(3 * POLL_MS);
    expect(passes).toHaveLength(2);
  });
});

describe('when much has to be judged again', () => {
  it('lets a change go first, and says how much is left', async () => {
    const many = Object.assign({}, ...Array.from({ length: 2_100 }, (_, i) => app(`app-${i}`))) as Tree;
    const judged: number[] = [];
    let judge = calmJudge();
    const watching: CatalogJudge = {
      open: async (read) => {
        const open = await judge.open(read);
        return {
          digest: open.digest,
          judge: (records, now) => {
            judged.push(records.subjects.length);
            if (judged.length === 7) {
              source.push({ ...many, ...sales, ...app('crm') });
              reconciler.wake();
            }
            return open.judge(records, now);
          },
        };
      },
    };
    run({ ...many, ...sales }, watching);
    await asleep();
    const rules = judge;
    judge = { open: async (read) => ({ ...(await rules.open(read)), digest: 'other rules' }) };
    source.policiesChanged = true;
    source.push({ ...many, ...sales, ...app('app-0', '1.1.0') });
    reconciler.wake();
    await until(
      () => judged.length,
      (count) => count >= 12,
    );
    await asleep();
    // All at first; then the change alone, a batch of the rest, the two that changed meanwhile, and the rest.
    expect(judged).toEqual([500, 500, 500, 500, 101, 1, 500, 2, 500, 500, 500, 100]);
    expect(reconciler.queueStats().depth).toEqual({ change: 0, background: 0 });
  }, 30_000);
});

describe('when entities can not be judged again', () => {
  it('sets them aside at last, and tells of it', async () => {
    const many = Object.assign({}, ...Array.from({ length: 2_001 }, (_, i) => app(`app-${i}`))) as Tree;
    let digest = 'rules';
    let fails = false;
    const calm = calmJudge();
    const failing: CatalogJudge = {
      open: async (read) => {
        const open = await calm.open(read);
        return {
          digest,
          judge: (records, now) => {
            if (fails && records.subjects.length > 2) throw new Error('no');
            return open.judge(records, now);
          },
        };
      },
    };
    run({ ...many, ...sales }, failing);
    await asleep();
    digest = 'other rules';
    fails = true;
    source.policiesChanged = true;
    source.push({ ...many, ...sales, ...app('app-0', '1.1.0') });
    await pass(POLL_MS);
    for (let round = 0; round < 40 && logged('entity.parked') === 0; round++) await pass(POLL_MS * 20);
    expect(logged('entity.parked')).toBeGreaterThan(0);
    expect(failures).toBeGreaterThan(7);
  }, 30_000);
});
