import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { KnownMonths } from './open-months.ts';

/** Which months something is known of: used, installed, or closed. */
export async function readKnownMonths(db: Queryable): Promise<KnownMonths> {
  const { rows } = await sql<{ first: string | null; closed: readonly string[] | null }>`
    select
      to_char(least(
        (select min(period) from billing_period),
        (select (min(day) at time zone 'UTC')::date from usage_day),
        (select (min(begun_at) at time zone 'UTC')::date from installation_presence)
      ), 'YYYY-MM') as first,
      (select json_agg(to_char(period, 'YYYY-MM')) from billing_period where state = 'closed') as closed`.execute(
    db,
  );
  const [row] = rows;
  return { first: row?.first ?? undefined, closed: new Set(row?.closed ?? []) };
}
