import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgresServer } from '../reconcile/postgres-server.ts';
import { startController } from '../reconcile/start-controller.ts';
import {
  type BatchFigures,
  type IngestFigures,
  shareOf,
  type WorstMemory,
  worstMemory,
} from './ingest-figures.ts';
import type { LoadPlan } from './ingest-load.ts';
import { measureFloor } from './measure-floor.ts';
import { memoryFigures } from './memory-figures.ts';
import { installationIds, prepareCatalog } from './metered-catalog.ts';
import { runLoad } from './run-load.ts';
import { MemoryWatch } from './watch-memory.ts';

export const databaseNames = ['pglite', 'postgres'] as const;
export type DatabaseName = (typeof databaseNames)[number];

export interface IngestOptions {
  /** Events that are sent for each size and database. */
  readonly events: number;
  /** Events in a request. */
  readonly sizes: readonly number[];
  readonly databases: readonly DatabaseName[];
}

export interface IngestResult {
  /** On the embedded database. */
  readonly ingest: BatchFigures;
  readonly postgres: BatchFigures;
  readonly memory: WorstMemory | undefined;
}

/** Events before those that count: what a program compiles while it warms up is not what it costs. */
const WARM_UP = 10_000;
/** Nothing but what is sent wakes the controller up. */
const NO_POLL_SECONDS = 86_400;

/** Sends usage to controllers, each a process of its own on a database that holds nothing yet. */
export async function benchIngest(
  options: IngestOptions,
  tell: (line: string) => void,
): Promise<IngestResult> {
  const server = options.databases.includes('postgres') ? startPostgresServer() : undefined;
  const figures: Record<'ingest' | 'postgres', Record<string, IngestFigures>> = { ingest: {}, postgres: {} };
  try {
    for (const database of options.databases)
      for (const batch of options.sizes) {
        tell(`${options.events} events in batches of ${batch} on ${database}`);
        const key = database === 'pglite' ? 'ingest' : 'postgres';
        figures[key][batch] = await measure(
          batch,
          options.events,
          database === 'postgres' ? server : undefined,
        );
      }
    return { ...figures, memory: worstMemory(figures) };
  } finally {
    server?.stop();
  }
}

async function measure(
  batch: number,
  events: number,
  server: PostgresServer | undefined,
): Promise<IngestFigures> {
  const root = mkdtempSync(join(tmpdir(), 'souk-bench-ingest-'));
  try {
    const place = { databaseUrl: server?.createDatabase(`batch_${batch}`), dataDir: join(root, 'data') };
    const { repository, settings, issuer } = await prepareCatalog(join(root, 'marketplace'), place);
    const { url, memory, stop } = await startController(
      { ...place, repo: repository.dir, pollSeconds: NO_POLL_SECONDS, settings },
      { commit: repository.head },
    );
    const renewTokens = () => issuer.tokensFor(url, installationIds);
    const connections = connectionsFor(batch);
    const plan = { events, batch, installations: installationIds, now: Date.now(), prefix: 'x' };
    const load = { url, plan, connections, tokens: await renewTokens() };
    const warmUp: LoadPlan = { ...plan, events: Math.min(WARM_UP, events), prefix: 'w' };
    await runLoad({ ...load, plan: warmUp }, { renewTokens, onProgress: () => {} });
    const watch = new MemoryWatch(() => memory().residentMb);
    const onProgress = (sent: number): void => {
      watch.done = sent / events;
    };
    const { seconds, p50Ms, p99Ms, sentAway } = await runLoad(load, { renewTokens, onProgress });
    const held = memoryFigures(watch.stop());
    await stop();
    const floor = await measureFloor(place, plan);
    return {
      ...{ events, connections, eventsPerSec: Math.round(events / seconds), p50Ms, p99Ms, sentAway },
      memory: held,
      floorPerSec: Math.round(floor),
      ofFloor: shareOf(events / seconds, floor),
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** As many as keep the database busy; with large batches fewer do, and more would be sent away. */
function connectionsFor(batch: number): number {
  if (batch < 10) return 64;
  return batch <= 100 ? 32 : 8;
}
