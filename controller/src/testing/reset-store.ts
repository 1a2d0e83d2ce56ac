import { sql } from 'kysely';
import type { Store } from '../store/store.ts';

/** The tables that hold one row from the start. */
const heads = [
  sql`insert into sync_cursor (singleton) values (true)`,
  sql`insert into leadership (singleton) values (true)`,
  sql`insert into log_head (log) values ('event'), ('audit')`,
];

/** Empties a store between two tests; opening another one takes longer. */
export async function resetStore({ db }: Store): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables
    where schemaname = current_schema() and tablename not like 'kysely_%'`.execute(db);
  await sql`truncate ${sql.join(rows.map(({ name }) => sql.table(name)))}`.execute(db);
  for (const statement of heads) await statement.execute(db);
}
