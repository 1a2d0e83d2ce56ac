import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/migrations.ts';
import { readVersions } from '../registry/read-versions.ts';
import { createTestDatabase } from '../testing/create-test-database.ts';
import { describeSchema } from '../testing/describe-schema.ts';
import { openMemoryStore } from '../testing/memory-store.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './open-postgres.ts';
import type { Queryable, Store } from './store.ts';

const versions = Object.keys(migrations);
const postgresUrl = process.env['SOUK_TEST_POSTGRES_URL'];

/** Databases that nobody else uses: their schema is thrown away. */
const databases = [
  {
    name: 'PGlite',
    skip: false,
    open: async () => ({ store: await openMemoryStore(), drop: async () => {} }),
  },
  {
    name: 'PostgreSQL (skipped unless SOUK_TEST_POSTGRES_URL is set)',
    skip: postgresUrl === undefined,
    open: async () => {
      const { url, drop } = await createTestDatabase(postgresUrl ?? '');
      return { store: await openPostgres(url), drop };
    },
  },
];

describe.each(databases)('a $name of an earlier version', ({ skip, open }) => {
  let store: Store;
  let drop: () => Promise<void>;
  let newest: readonly string[];

  beforeAll(async () => {
    if (skip) return;
    ({ store, drop } = await open());
    newest = await describeSchema(store.db);
  });
  afterAll(async () => {
    await store?.close();
    await drop?.();
  });

  beforeEach(async () => {
    if (skip) return;
    await sql`drop schema public cascade`.execute(store.db);
    await sql`create schema public`.execute(store.db);
  });

  it.skipIf(skip).each(versions)(
    'has the newest tables and all its rows after an update from %s',
    async (version) => {
      await migrateTo(version);
      const before = await readRows();
      await migrate(store.db);
      expect(await describeSchema(store.db)).toEqual(newest);
      const after = await readRows();
      for (const [table, rows] of before) {
        const kept = rows.map((row) => expect.objectContaining(row));
        expect(after.get(table), table).toHaveLength(rows.length);
        expect(after.get(table), table).toEqual(expect.arrayContaining(kept));
      }
    },
  );

  it.skipIf(skip)('shows versions from before manifests and verdicts were kept', async () => {
    await migrateTo('0001_registry');
    await migrate(store.db);
    expect(await readVersions(store.db, { kind: 'App', id: 'crm' })).toMatchObject([
      { version: '1.1.0', digest: 'd1', commit: 'c1', verdict: undefined },
      { version: '1.0.0', digest: 'd0', commit: 'c0', verdict: undefined },
    ]);
  });

  /** As a database of that version was, with rows in every table. */
  async function migrateTo(version: string): Promise<void> {
    const migrator = new Migrator({
      db: store.db,
      provider: { getMigrations: async () => ({ ...migrations }) },
    });
    const { error } = await migrator.migrateTo(version);
    if (error !== undefined) throw error;
    const sample = readFileSync(join(import.meta.dirname, `../../migrations/samples/${version}.sql`), 'utf8');
    for (const statement of sample.split(/;$/m))
      if (statement.trim() !== '') await sql.raw(statement).execute(store.db);
  }

  async function readRows(): Promise<Map<string, object[]>> {
    const { rows: tables } = await sql<{ name: string }>`
      select tablename as name from pg_tables
      where schemaname = current_schema() and tablename not like 'kysely_%'`.execute(store.db);
    const found = new Map<string, object[]>();
    for (const { name } of tables) {
      const { rows } = await sql<{ row: object }>`
        select to_jsonb(t) as row from ${sql.table(name)} as t order by to_jsonb(t)::text`.execute(store.db);
      found.set(
        name,
        rows.map(({ row }) => row),
      );
    }
    return found;
  }
});

describe.skipIf(postgresUrl === undefined)('when several replicas start on an empty PostgreSQL', () => {
  it('lets one of them migrate and the others wait', async () => {
    const { url, drop } = await createTestDatabase(postgresUrl ?? '');
    try {
      const replicas = await Promise.all([1, 2, 3, 4].map(() => openPostgres(url)));
      const applied = await Promise.all(replicas.map(({ db }) => readApplied(db)));
      for (const replica of replicas) await replica.close();
      expect(applied).toEqual(replicas.map(() => versions));
    } finally {
      await drop();
    }
  });
});

async function readApplied(db: Queryable): Promise<string[]> {
  const { rows } = await sql<{
    name: string;
  }>`select name from kysely_migration order by timestamp, name`.execute(db);
  return rows.map(({ name }) => name);
}
