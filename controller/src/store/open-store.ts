import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { dataDir as readyMadeCluster } from '@electric-sql/pglite-prepopulatedfs';
import { Kysely, PGliteDialect } from 'kysely';
import { migrate } from './migrate.ts';
import { openPglite } from './open-pglite.ts';
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
  try {
    return embeddedStore(await openFolder(folder));
  } catch (cause) {
    throw new StoreError(
      'unreachable',
      `The embedded database in ${folder} can't be opened: ${textOfCause(cause)}`,
      { cause },
    );
  }
}

/**
 * Opens a database folder. A new one is unpacked from a ready-made cluster, which saves seconds of `initdb`; the
 * note beside it tells a start that was cut off in the middle of that from one that was not.
 */
async function openFolder(folder: string): Promise<PGlite> {
  const incomplete = `${folder}.incomplete`;
  if (existsSync(incomplete)) await rm(folder, { recursive: true, force: true });
  else if (existsSync(join(folder, 'PG_VERSION'))) return openPglite(folder);
  await mkdir(folder, { recursive: true });
  await writeFile(incomplete, '');
  const pglite = await openPglite(folder, { loadDataDir: await readyMadeCluster() });
  await rm(incomplete);
  return pglite;
}

/** An embedded database in memory, for tests. */
export async function openMemoryStore(): Promise<EmbeddedStore> {
  const store = embeddedStore(await openPglite(undefined, { loadDataDir: await readyMadeCluster() }));
  await migrate(store.db);
  return store;
}

/** A store on an open PGlite, which it then owns. */
function embeddedStore(pglite: PGlite): EmbeddedStore {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  return { kind: 'pglite', db, onLost: () => () => {}, close: () => db.destroy() };
}
