import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from '../../migrations/migrations.ts';
import { StoreError, textOfCause } from './store-error.ts';

/**
 * Applies the migrations that the database lacks.
 * @throws {StoreError} `database-ahead` when a newer Souk has been here; nothing is changed then
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  const ahead = (await readApplied(db)).filter((name) => migrations[name] === undefined);
  if (ahead.length > 0) {
    const newest = Object.keys(migrations).at(-1);
    throw new StoreError(
      'database-ahead',
      `The database is ahead of this Souk (it has ${ahead.join(', ')}; this version knows up to ${newest}): start the newer version, or use another database.`,
    );
  }
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const failed = results?.find(({ status }) => status === 'Error')?.migrationName;
    const what = failed === undefined ? 'The database could not be migrated' : `Migration ${failed} failed`;
    throw new StoreError('migration-failed', `${what}: ${textOfCause(error)}`, { cause: error });
  }
}

async function readApplied<T>(db: Kysely<T>): Promise<string[]> {
  try {
    const found = await sql<{
      present: boolean;
    }>`select to_regclass('kysely_migration') is not null as present`.execute(db);
    if (found.rows[0]?.present !== true) return [];
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
    return rows.map(({ name }) => name);
  } catch (cause) {
    throw new StoreError('unreachable', `The database does not answer: ${textOfCause(cause)}`, { cause });
  }
}
