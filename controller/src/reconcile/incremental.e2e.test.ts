import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalDump } from '../registry/canonical-dump.ts';
import type { Store } from '../store/store.ts';
import { silentTelemetry } from '../telemetry/create-telemetry.ts';
import { aTerm } from '../testing/a-term.ts';
import { CatalogHistory, type Tree } from '../testing/catalog-history.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { randomHistory } from '../testing/random-tree.ts';
import { resetStore } from '../testing/reset-store.ts';
import { WorkQueue } from '../work/work-queue.ts';
import { CatalogSync } from './catalog-sync.ts';
import { coreJudge } from './core-judge.ts';

const { tracing } = silentTelemetry();
const logger = pino({ level: 'silent' });

const RUNS = Number(process.env['SOUK_TEST_RUNS'] ?? 12);
const judge = coreJudge();
let store: Store;
beforeAll(async () => {
  store = await borrowMemoryStore();
}, 60_000);
afterAll(() => store.close());

/** Follows a source as one process does: `whole` from time to time, and a new process now and then. */
function follow(source: CatalogHistory) {
  const clock = new FakeClock();
  const queue = new WorkQueue(() => 0.5);
  const start = () =>
    new CatalogSync(
      { source, judge, store, clock, tracing, logger, onWritten: async () => {} },
      queue,
      aTerm(store),
    );
  let sync = start();
  return {
    restart: () => {
      sync = start();
    },
    async sync(whole = false): Promise<void> {
      await sync.follow(whole);
      for (let taken = queue.take(clock.now(), 500); taken; taken = queue.take(clock.now(), 500))
        await sync.judgeAgain(taken);
    },
  };
}

async function fresh(trees: readonly Tree[]): Promise<string> {
  await resetStore(store);
  const source = new CatalogHistory();
  for (const tree of trees) source.push(tree);
  await follow(source).sync();
  return canonicalDump(store.db);
}

describe('when a registry follows a history commit by commit', () => {
  it('holds what a registry holds that reads the last commit only', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomHistory,
        fc.array(fc.constantFrom('on', 'on', 'on', 'skip', 'restart', 'whole'), {
          minLength: 10,
          maxLength: 10,
        }),
        async (trees, ways) => {
          await resetStore(store);
          const source = new CatalogHistory();
          const follower = follow(source);
          for (const [i, tree] of trees.entries()) {
            source.push(tree);
            const way = ways[i] ?? 'on';
            if (way === 'restart') follower.restart();
            if (way !== 'skip') await follower.sync(way === 'whole');
          }
          await follower.sync();
          const followed = await canonicalDump(store.db);
          expect(followed).toBe(await fresh(trees));
        },
      ),
      { numRuns: RUNS },
    );
  }, 600_000);
});
