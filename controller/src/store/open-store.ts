import { join } from 'node:path';
import { dataDir as readyMadeCluster } from '@electric-sql/pglite-prepopulatedfs';
import { Kysely, PGliteDialect, type PGliteDialectConfig } from 'kysely';
import { openPglite } from './embedded/open-pglite.ts';
import { ThreadedPglite } from './embedded/threaded-pglite.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './open-postgres.ts';
import type { EmbeddedStore, Store } from './store.ts';
import { StoreError, textOfCause } from './store-error.ts';
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
  if (databaseUrl !== undefined) return openPostgres(databaseUrl);
  const store = await openEmbedded(dataDir);
  try {
    await migrate(store.db);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function openEmbedded(dataDir: string): Promise<EmbeddedStore> {
  const folder = join(dataDir, 'db');
  const pglite = new ThreadedPglite(folder);
  try {
    await pglite.waitReady;
    return embeddedStore(pglite);
  } catch (cause) {
    await pglite.close().catch(() => undefined);
    throw new StoreError(
      'unreachable',
      `The embedded database in ${folder} can't be opened: ${textOfCause(cause)}`,
      { cause },
    );
  }
}

/** An embedded database in memory, for tests. */
export async function openMemoryStore(): Promise<EmbeddedStore> {
  const store = embeddedStore(await openPglite(undefined, { loadDataDir: await readyMadeCluster() }));
  await migrate(store.db);
  return store;
}

/** A store on an open PGlite, which it then owns. */
function embeddedStore(pglite: PGliteDialectConfig['pglite']): EmbeddedStore {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  return { kind: 'pglite', db, onLost: () => () => {}, close: () => db.destroy() };
}
