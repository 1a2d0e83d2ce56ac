import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/** Gives up what waits for a subscription, up to an event, and writes down why. */
export async function abandonDeliveries(
  db: Queryable,
  { subscriptionId, upTo, reason, now }: AbandonedDeliveries,
): Promise<void> {
  const at = now.toISOString();
  await sql`
    with given_up as (
      update delivery set state = 'dead', attempts = attempts + 1, due_at = null, leased_until = null,
        settled_at = ${at}::timestamptz
      where subscription_id = ${subscriptionId} and state = 'pending' and seq <= ${upTo}
      returning delivery_id, attempts
    )
    insert into delivery_attempt (delivery_id, attempt, at, duration_ms, outcome, error)
    select delivery_id, attempts, ${at}::timestamptz, 0, 'not-sent', ${reason}::text from given_up`.execute(
    db,
  );
}

export interface AbandonedDeliveries {
  readonly subscriptionId: string;
  /** Number of the last event that is given up. */
  readonly upTo: number;
  readonly reason: string;
  readonly now: Date;
}
