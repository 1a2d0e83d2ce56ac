import { billMonth } from '@souk/model/metering/bill-month.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/**
 * Keeps these months, and those that they are billed with, from being closed until the transaction ends: who closes one
 * waits for it, and then sees everything that was counted.
 *
 * @param months such as `2026-11`
 * @returns by month the one that it is billed with
 */
export async function lockMonths(
  db: Queryable,
  months: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const closed = new Map<string, boolean>();
  const billed = () =>
    new Map(months.map((month) => [month, billMonth(month, (one) => closed.get(one) === true)]));
  for (;;) {
    const unknown = [...months, ...billed().values()].filter((month) => !closed.has(month));
    if (unknown.length === 0) return billed();
    for (const { month, state } of await lock(db, [...new Set(unknown)].toSorted()))
      closed.set(month, state === 'closed');
  }
}

interface Row {
  readonly month: string;
  readonly state: 'open' | 'closed';
}

async function lock(db: Queryable, months: readonly string[]): Promise<readonly Row[]> {
  const days = months.map((month) => `${month}-01`);
  const read = () =>
    sql<Row>`
    select to_char(period, 'YYYY-MM') as month, state from billing_period
    where period = any(${days}::text[]::date[]) order by period for share`.execute(db);
  const { rows } = await read();
  if (rows.length === days.length) return rows;
  await sql`
    insert into billing_period (period) select day::date from unnest(${days}::text[]) as day order by day
    on conflict do nothing`.execute(db);
  return (await read()).rows;
}
