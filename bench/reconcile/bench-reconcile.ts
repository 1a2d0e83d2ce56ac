import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { generateCatalog } from '../generate/generate-catalog.ts';
import { writeRepository } from '../generate/write-repository.ts';
import { type ReconcileFigures, spreadOf } from './figures.ts';
import { GrowingRepository } from './growing-repository.ts';
import { measureIdle, untilQuiet } from './measure-idle.ts';
import { type ChangedApp, measureVisible, type VisibleSample } from './measure-visible.ts';
import { type PostgresServer, startPostgresServer } from './postgres-server.ts';
import { startController } from './start-controller.ts';

export type DatabaseName = 'pglite' | 'postgres';

export interface ReconcileOptions {
  /** Entities in the catalog, about. */
  readonly sizes: readonly number[];
  /** Commits that are timed until they are visible. */
  readonly runs: number;
  readonly idleSeconds: number;
  readonly databases: readonly DatabaseName[];
  readonly seed: number;
}

/** Whoever asks for more than one look a second is made to wait. */
const BETWEEN_MS = 1_100;
/** Nothing but what is asked for wakes the controller up. */
const NO_POLL_SECONDS = 86_400;
/** As it is set when nobody says otherwise. */
const NORMAL_POLL_SECONDS = 5;
/** Commits before those that count: what a program compiles while it warms up is not what it costs. */
const WARM_UP = 3;

/** Figures by size, on the embedded database and on PostgreSQL. */
export interface ReconcileResult {
  readonly reconcile: Readonly<Record<string, ReconcileFigures>>;
  readonly postgres: Readonly<Record<string, ReconcileFigures>>;
}

/** Measures a controller from outside: a process of its own, on catalogs of several sizes and both databases. */
export async function benchReconcile(
  options: ReconcileOptions,
  tell: (line: string) => void,
): Promise<ReconcileResult> {
  const server = options.databases.includes('postgres') ? startPostgresServer() : undefined;
  const result = { reconcile: {}, postgres: {} } as Record<
    keyof ReconcileResult,
    Record<string, ReconcileFigures>
  >;
  try {
    for (const size of options.sizes)
      for (const database of options.databases) {
        tell(`${size} entities on ${database}`);
        const key = database === 'pglite' ? 'reconcile' : 'postgres';
        result[key][size] = await measure(size, database === 'postgres' ? server : undefined, options);
      }
    return result;
  } finally {
    server?.stop();
  }
}

async function measure(
  size: number,
  server: PostgresServer | undefined,
  { runs, idleSeconds, seed }: ReconcileOptions,
): Promise<ReconcileFigures> {
  const root = mkdtempSync(join(tmpdir(), 'souk-bench-'));
  try {
    const { repository, app, entities } = prepare(join(root, 'catalog'), size, seed);
    const databaseUrl = server?.createDatabase(`size_${size}`);
    const place = { repo: repository.dir, dataDir: join(root, 'data'), databaseUrl };
    const cold = await startController(
      { ...place, pollSeconds: NO_POLL_SECONDS },
      { commit: repository.head, entities },
    );
    const settledMs = await untilQuiet({ ...place, client: cold.client });
    const samples: VisibleSample[] = [];
    for (let run = 0; run < WARM_UP + runs; run++) {
      samples.push(await measureVisible(cold.client, repository, app, run));
      await delay(BETWEEN_MS);
    }
    const timed = samples.slice(WARM_UP);
    const memory = cold.memory();
    await cold.stop();
    const again = await startController(
      { ...place, pollSeconds: NORMAL_POLL_SECONDS },
      { commit: repository.head, entities },
    );
    const watched = { ...place, client: again.client };
    await untilQuiet(watched);
    const idle = await measureIdle(watched, idleSeconds);
    await again.stop();
    return {
      entities,
      coldPerSec: Math.round((entities / cold.coldMs) * 1_000),
      coldMs: Math.round(cold.coldMs),
      startMs: Math.round(cold.startMs),
      settledMs: Math.round(settledMs),
      visibleMs: spreadOf(timed.map(({ visibleMs }) => visibleMs)),
      waitMs: spreadOf(timed.map(({ waitMs }) => waitMs)),
      restartMs: Math.round(again.coldMs),
      idleWrites: idle.rows,
      idle,
      rssMb: memory.peakMb,
      residentMb: memory.residentMb,
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function prepare(dir: string, size: number, seed: number) {
  const files = generateEntities(size, seed);
  writeRepository(dir, files);
  const repository = new GrowingRepository(dir);
  return { repository, app: firstApp(repository, files), entities: files.length };
}

/** Apps, and with them the connectors, teams, installations and so on that they bring along. */
function generateEntities(size: number, seed: number): ReturnType<typeof generateCatalog> {
  const sample = 1_000;
  const entitiesOfAnApp = generateCatalog({ apps: sample, seed, invalid: 0 }).length / sample;
  return generateCatalog({ apps: Math.round(size / entitiesOfAnApp), seed, invalid: 0 });
}

function firstApp(repository: GrowingRepository, files: ReturnType<typeof generateCatalog>): ChangedApp {
  for (const { path, content } of files)
    if (typeof content === 'object' && content.kind === 'App')
      return { id: content.id, path, text: `${repository.read(path)}\n` };
  throw new Error('The generated catalog has no app.');
}
