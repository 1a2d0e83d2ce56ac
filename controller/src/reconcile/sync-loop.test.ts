import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Registry } from '../registry/registry.ts';
import { openMemoryStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { calmJudge } from '../testing/calm-judge.ts';
import { anApp, aSnapshot } from '../testing/catalog-snapshot.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { resetStore } from '../testing/reset-store.ts';
import { until } from '../testing/until.ts';
import type { CatalogSource } from './catalog-source.ts';
import { readSyncCursor } from './sync-cursor.ts';
import { SyncLoop } from './sync-loop.ts';

/** A source that says what a test tells it to. */
class FakeSource implements CatalogSource {
  readonly kind = 'git';
  readonly branch = 'main';
  commit = 'c1';
  snapshot: CatalogSnapshot = snapshotOf('c1', 'crm');
  failure: Error | undefined;
  reads = 0;
  inside = 0;
  gate: Promise<void> | undefined;

  async fingerprint(): Promise<string> {
    if (this.failure !== undefined) throw this.failure;
    return this.commit;
  }

  async readFile(): Promise<undefined> {}

  async read(): Promise<CatalogSnapshot> {
    this.reads++;
    this.inside++;
    expect(this.inside).toBe(1);
    await this.gate;
    this.inside--;
    return this.snapshot;
  }

  push(commit: string, ...ids: readonly string[]): void {
    this.commit = commit;
    this.snapshot = snapshotOf(commit, ...ids);
  }
}

function snapshotOf(commit: string, ...ids: readonly string[]): CatalogSnapshot {
  return aSnapshot({ commit, manifests: ids.map((id) => anApp({ id })) });
}

let store: Store;
let source: FakeSource;
let clock: FakeClock;
let registry: Registry;
let loop: SyncLoop;

beforeAll(async () => {
  store = await openMemoryStore();
}, 60_000);
afterAll(() => store.close());
beforeEach(async () => {
  await resetStore(store);
  source = new FakeSource();
  clock = new FakeClock();
  await newLoop();
});
afterEach(() => loop.stop());

async function newLoop(): Promise<void> {
  registry = await Registry.load(store);
  const onApplied = registry.refresh.bind(registry);
  const ports = { source, judge: calmJudge(), store, clock, onApplied, logger: pino({ level: 'silent' }) };
  loop = new SyncLoop(ports, { pollMs: 5_000, cursor: await readSyncCursor(store.db) });
}

const asleep = () =>
  until(
    () => clock.sleeping,
    (sleeping) => sleeping === 1,
  );
const poll = async () => {
  await asleep();
  clock.advance(5_000);
  await asleep();
};

describe('when it starts', () => {
  it('syncs at once and is ready then', async () => {
    expect(loop.status).toMatchObject({ state: 'syncing', ready: false });
    await loop.start();
    expect(loop.status).toMatchObject({
      state: 'synced',
      commit: 'c1',
      branch: 'main',
      ready: true,
      error: undefined,
    });
    expect(registry.counts().total).toBe(1);
  });
});

describe('when the source moves on', () => {
  it('follows at the next poll', async () => {
    await loop.start();
    source.push('c2', 'crm', 'erp');
    await poll();
    expect(loop.status.commit).toBe('c2');
    expect(registry.counts().total).toBe(2);
  });

  it('follows at once when it is woken', async () => {
    await loop.start();
    await asleep();
    source.push('c2', 'crm', 'erp');
    loop.wake();
    await until(
      () => loop.status.commit,
      (commit) => commit === 'c2',
    );
  });

  it('never runs twice at a time and looks again when woken meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    source.gate = promise;
    const started = loop.start();
    await until(
      () => source.inside,
      (inside) => inside === 1,
    );
    source.commit = 'c2';
    loop.wake();
    loop.wake();
    source.gate = undefined;
    resolve();
    await started;
    await until(
      () => source.reads,
      (reads) => reads === 2,
    );
    await asleep();
    expect(source.reads).toBe(2);
  });
});

describe('when nothing happens', () => {
  it('does not read the catalog again, but knows that it is fresh', async () => {
    await loop.start();
    await poll();
    await poll();
    expect(source.reads).toBe(1);
    expect(loop.status.syncedAt).toEqual(clock.now());
  });

  it('judges everything again after an hour', async () => {
    await loop.start();
    await asleep();
    clock.advance(3_600_000);
    await until(
      () => source.reads,
      (reads) => reads === 2,
    );
  });
});

describe('when the source fails', () => {
  it('keeps what it has, says so and recovers without hands', async () => {
    await loop.start();
    source.failure = new Error('fatal: https://me:hunter2@git.example/x is away');
    await poll();
    expect(loop.status).toMatchObject({ state: 'failed', commit: 'c1', ready: true });
    expect(loop.status.error).toBe('fatal: https://***@git.example/x is away');
    expect(registry.counts().total).toBe(1);
    expect(await readSyncCursor(store.db)).toMatchObject({
      state: 'failed',
      commit: 'c1',
      error: loop.status.error,
    });
    source.failure = undefined;
    await poll();
    expect(loop.status).toMatchObject({ state: 'synced', error: undefined });
    expect(await readSyncCursor(store.db)).toMatchObject({ state: 'synced', error: undefined });
  });

  it('is not ready when there never was a catalog', async () => {
    source.failure = new Error('away');
    await loop.start();
    expect(loop.status).toMatchObject({ state: 'failed', ready: false, error: 'away' });
  });

  it('serves the state of an earlier process', async () => {
    await loop.start();
    await loop.stop();
    source.failure = new Error('away');
    await newLoop();
    await loop.start();
    expect(loop.status).toMatchObject({ state: 'failed', ready: true, commit: 'c1' });
    expect(registry.counts().total).toBe(1);
  });

  it('removes nothing when the catalog is suddenly empty', async () => {
    await loop.start();
    source.push('c2');
    await poll();
    expect(loop.status).toMatchObject({ state: 'failed', commit: 'c1' });
    expect(registry.counts().total).toBe(1);
  });
});

describe('when it is stopped', () => {
  it('ends while asleep and during a pass', async () => {
    await loop.start();
    await loop.stop();
    await newLoop();
    const { promise, resolve } = Promise.withResolvers<void>();
    source.gate = promise;
    const started = loop.start();
    await until(
      () => source.inside,
      (inside) => inside === 1,
    );
    const stopped = loop.stop();
    resolve();
    await Promise.all([started, stopped]);
  });
});
