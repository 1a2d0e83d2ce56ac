import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/**
 * Keeps a month as it is until the transaction ends: who counts usage in it waits.
 *
 * @returns whether it is closed
 */
export async function lockMonth(db: Queryable, month: string): Promise<boolean> {
  const day = `${month}-01`;
  await sql`
    insert into billing_period (period) values (${day}::text::date) on conflict do nothing`.execute(db);
  const { rows } = await sql<{ state: string }>`
    select state from billing_period where period = ${day}::text::date for update`.execute(db);
  return rows[0]?.state === 'closed';
}
