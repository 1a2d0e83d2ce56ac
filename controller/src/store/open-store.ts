import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { dataDir as readyMadeCluster } from '@electric-sql/pglite-prepopulatedfs';
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely';
import { migrate } from './migrate.ts';
import type { Store } from './store.ts';
import { StoreError } from './store-error.ts';
import type { Tables } from './tables.ts';

export interface StoreLocation {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
}

/**
 * Opens PostgreSQL where an address is given, else the embedded database, and brings it up to date.
 * @throws {StoreError}
 */
export async function openStore({ databaseUrl, dataDir }: StoreLocation): Promise<Store> {
  const store = databaseUrl === undefined ? await openEmbedded(dataDir) : await openPostgres(databaseUrl);
  try {
    await migrate(store.db);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openEmbedded(dataDir: string): Promise<Store> {
  const folder = join(dataDir, 'db');
  try {
    return embeddedStore(await openPglite(folder));
  } catch (cause) {
    throw new StoreError(
      'unreachable',
      `The embedded database in ${folder} can't be opened: ${textOf(cause)}`,
      { cause },
    );
  }
}

/**
 * Opens a database folder. A new one is unpacked from a ready-made cluster, which saves seconds of `initdb`; the
 * note beside it tells a start that was cut off in the middle of that from one that was not.
 */
async function openPglite(folder: string): Promise<PGlite> {
  const incomplete = `${folder}.incomplete`;
  if (existsSync(incomplete)) await rm(folder, { recursive: true, force: true });
  else if (existsSync(join(folder, 'PG_VERSION'))) return PGlite.create(folder);
  await mkdir(folder, { recursive: true });
  await writeFile(incomplete, '');
  const pglite = await PGlite.create(folder, { loadDataDir: await readyMadeCluster() });
  await rm(incomplete);
  return pglite;
}

/** An embedded database in memory, for tests. */
export async function openMemoryStore(): Promise<Store> {
  const store = embeddedStore(await PGlite.create({ loadDataDir: await readyMadeCluster() }));
  await migrate(store.db);
  return store;
}

/** A store on an open PGlite, which it then owns. */
function embeddedStore(pglite: PGlite): Store {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  return { kind: 'pglite', db, close: () => db.destroy() };
}

async function openPostgres(connectionString: string): Promise<Store> {
  // Loaded only where it is used: the embedded database is the common case, and start-up time counts.
  const { Pool } = await import('pg');
  const pool = new Pool({ connectionString, max: 10, connectionTimeoutMillis: 10_000 });
  // An idle connection that breaks is replaced on the next query, which reports what is wrong.
  pool.on('error', () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { kind: 'postgres', db, close: () => db.destroy() };
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
