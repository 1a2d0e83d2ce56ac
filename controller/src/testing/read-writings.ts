import { sql } from 'kysely';
import type { Store } from '../store/store.ts';

/**
 * Where each row of a store lies, and which transaction wrote it: the same exactly as long as nobody writes. The
 * numbers of transactions say less: every database of a server takes them, and its own housekeeping does.
 */
export async function readWritings({ db }: Store): Promise<readonly unknown[]> {
  const tables = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = current_schema() order by name`.execute(db);
  const rows = tables.rows.map(({ name }) =>
    sql`select ctid::text, xmin::text from ${sql.table(name)} order by ctid`.execute(db),
  );
  return (await Promise.all(rows)).map((result) => result.rows);
}
