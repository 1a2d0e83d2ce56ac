import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { type EmbeddedDatabase, EmbeddedDialect } from './embedded/embedded-dialect.ts';
import { startDatabaseThread, ThreadedDatabase } from './embedded/threaded-database.ts';
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

/** Whether `openStore` makes a database that holds nothing yet: that of an address is never taken for new. */
export function isNewStore({ databaseUrl, dataDir }: StoreLocation): boolean {
  return databaseUrl === undefined && !existsSync(folderOf(dataDir));
}

function folderOf(dataDir: string): string {
  return join(dataDir, 'db');
}

async function openEmbedded(dataDir: string): Promise<EmbeddedStore> {
  const folder = folderOf(dataDir);
  const database = new ThreadedDatabase(startDatabaseThread(folder));
  try {
    await database.query('select 1');
  } catch (cause) {
    await database.close().catch(() => undefined);
    throw new StoreError(
      'unreachable',
      `The embedded database in ${folder} can't be opened: ${textOfCause(cause)}`,
      { cause },
    );
  }
  const lost = database.lost.then(
    (cause) => new StoreError('lost', `The embedded database is gone: ${textOfCause(cause)}`, { cause }),
  );
  return { ...embeddedStore(database), lost };
}

/** What is stored by a database that runs here. */
export function embeddedStore(database: EmbeddedDatabase): EmbeddedStore {
  const db = new Kysely<Tables>({ dialect: new EmbeddedDialect(database) });
  return { kind: 'pglite', db, lost: new Promise(() => {}), close: () => db.destroy() };
}
