import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/** The deliveries of one subscription about one subject, which go out one after the other. */
export interface DeliveryLine {
  readonly subscriptionId: string;
  readonly subject: string;
}

/**
 * Makes the first that waits in each line due. All behind it have no time yet, so what is due can be sent without a
 * look at the others.
 */
export async function promoteHeads(db: Queryable, lines: readonly DeliveryLine[], now: Date): Promise<void> {
  if (lines.length === 0) return;
  const subscriptions = lines.map(({ subscriptionId }) => subscriptionId);
  const subjects = lines.map(({ subject }) => subject);
  await sql`
    update delivery set due_at = ${now.toISOString()}::timestamptz
    where delivery_id in (
      select head.delivery_id
      from (
        select distinct * from unnest(${subscriptions}::text[], ${subjects}::text[]) as l (subscription_id, subject)
      ) as line
      cross join lateral (
        select delivery_id, due_at from delivery
        where subscription_id = line.subscription_id and subject = line.subject
          and state = 'pending' and replay = ''
        order by seq
        limit 1
      ) as head
      where head.due_at is null
    )`.execute(db);
}
