import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/**
 * Whether any of these subscriptions has a delivery that could be made now. Each is asked for by itself, and by a pair
 * that only its own index can answer: what is due for others, such as those that are stopped, may be much.
 */
export async function hasDue(db: Queryable, subscriptions: readonly string[], now: Date): Promise<boolean> {
  const at = now.toISOString();
  const { rows } = await sql`
    select 1 from unnest(${subscriptions}::text[]) as asked (id)
    cross join lateral (
      select 1 from delivery
      where state = 'pending'
        and (subscription_id, due_at) >= (asked.id, '-infinity'::timestamptz)
        and (subscription_id, due_at) <= (asked.id, ${at}::timestamptz)
        and (leased_until is null or leased_until <= ${at}::timestamptz)
      order by subscription_id, due_at
      limit 1
    ) as due
    limit 1`.execute(db);
  return rows.length > 0;
}

/** When the next delivery is due that is not due yet. */
export async function readNextDue(db: Queryable, now: Date): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(due_at) as at from delivery
    where state = 'pending' and due_at > ${now.toISOString()}::timestamptz`.execute(db);
  return rows[0]?.at ?? undefined;
}
