import { sql } from 'kysely';
import type { DeliveryState } from '../store/outgoing-tables.ts';
import type { Queryable } from '../store/store.ts';
import { readSubscriptionState, type SubscriptionState } from './subscription-states.ts';

/** How a subscription stands, with how many deliveries it has in each state. */
export interface SubscriptionStanding extends SubscriptionState {
  /** Events that have not become deliveries yet. */
  readonly behind: number;
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
}

/** Undefined for a subscription that is not followed: the catalog has none, or it is so new that the leader has not seen it. */
export async function readStanding(db: Queryable, id: string): Promise<SubscriptionStanding | undefined> {
  const state = await readSubscriptionState(db, id);
  if (state === undefined) return undefined;
  const { rows } = await sql<{ state: DeliveryState; count: number }>`
    select state, count(*)::integer as count from delivery where subscription_id = ${id} group by state`.execute(
    db,
  );
  const { head } = await db
    .selectFrom('log_head')
    .select('seq as head')
    .where('log', '=', 'event')
    .executeTakeFirstOrThrow();
  const counts = Object.fromEntries(rows.map((row) => [row.state, row.count]));
  return {
    ...state,
    behind: Math.max(0, Number(head) - state.seq),
    deliveries: { pending: 0, delivered: 0, dead: 0, ...counts },
  };
}
