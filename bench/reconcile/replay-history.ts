import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalDump } from '@souk/controller/src/registry/canonical-dump.ts';
import { openStore } from '@souk/controller/src/store/open-store.ts';
import { type Spread, spreadOf } from './figures.ts';
import { GrowingRepository } from './growing-repository.ts';
import { planReplay } from './replay-plan.ts';
import { startController } from './start-controller.ts';

export interface ReplayFigures {
  readonly commits: number;
  /** Entities in the end. */
  readonly entities: number;
  /** Lines in which the registry that followed and one that was made anew differ in the end. */
  readonly divergences: number;
  /** From the wake-up after each commit until `/api/v1/wait` says that it is served. */
  readonly perCommitMs: Spread;
}

const NO_POLL_SECONDS = 86_400;

/** Grows a repository out of a folder of manifests, commit by commit, while a controller follows it. */
export async function replayHistory(folder: string): Promise<ReplayFigures> {
  const root = mkdtempSync(join(tmpdir(), 'souk-replay-'));
  try {
    const [first, ...others] = planReplay(folder);
    const repository = GrowingRepository.create(join(root, 'catalog.git'));
    if (first === undefined) throw new Error('There is nothing to replay.');
    repository.commit(first.message, first.changes, { isFirst: true });
    const place = (dataDir: string) => ({
      repo: repository.dir,
      dataDir: join(root, dataDir),
      databaseUrl: undefined,
      pollSeconds: NO_POLL_SECONDS,
    });
    const follower = await startController(place('followed'), { commit: repository.head });
    const times: number[] = [];
    for (const { message, changes } of others) {
      const commit = repository.commit(message, changes);
      const started = performance.now();
      await follower.client.refresh();
      await follower.client.wait(commit);
      times.push(performance.now() - started);
    }
    const { entities } = await follower.client.status();
    await follower.stop();
    const fresh = await startController(place('fresh'), { commit: repository.head });
    await fresh.stop();
    return {
      commits: times.length + 1,
      entities: entities.total,
      divergences: countDifferences(await dumpOf(join(root, 'followed')), await dumpOf(join(root, 'fresh'))),
      perCommitMs: spreadOf(times),
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function dumpOf(dataDir: string): Promise<string[]> {
  const store = await openStore({ databaseUrl: undefined, dataDir });
  try {
    return (await canonicalDump(store.db)).split('\n');
  } finally {
    await store.close();
  }
}

function countDifferences(some: readonly string[], others: readonly string[]): number {
  const [left, right] = [new Set(some), new Set(others)];
  return left.symmetricDifference(right).size;
}
