import type { Statement } from '@souk/model/billing/statement.ts';
import { sql } from 'kysely';
import type { Store } from '../../store/store.ts';

/** All statements, in the order of their numbers. */
export async function readBodies({ db }: Store): Promise<Statement[]> {
  const { rows } = await sql<{ body: Statement }>`select body from statement order by number`.execute(db);
  return rows.map(({ body }) => body);
}

const tables = [
  'statement',
  'billing_period',
  'billing_problem',
  'billing_reissue',
  'payment_event',
  'event',
  'audit',
] as const;

/** Everything that billing writes, as texts that can be compared. */
export async function readEverything({ db }: Store): Promise<string[]> {
  const rows: string[] = [];
  for (const table of tables) {
    const found = await sql<{ row: string }>`
      select t::text as row from ${sql.table(table)} as t order by 1`.execute(db);
    rows.push(...found.rows.map(({ row }) => `${table} ${row}`));
  }
  return rows;
}
