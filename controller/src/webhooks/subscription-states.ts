import { type Selectable, sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** How far a subscription has been followed, and how its endpoint stands. */
export interface SubscriptionState {
  readonly subscriptionId: string;
  /** Events up to this one have become deliveries. */
  readonly seq: number;
  /** First failure since the last success. */
  readonly failingSince: Date | undefined;
  /** When sending was stopped; events wait until it goes on. */
  readonly disabledAt: Date | undefined;
  /** Why it was stopped, or why nothing can be sent. */
  readonly reason: string | undefined;
}

export async function readSubscriptionStates(db: Queryable): Promise<SubscriptionState[]> {
  const rows = await db.selectFrom('subscription_state').selectAll().orderBy('subscription_id').execute();
  return rows.map(subscriptionState);
}

export async function readSubscriptionState(
  db: Queryable,
  id: string,
): Promise<SubscriptionState | undefined> {
  const row = await db
    .selectFrom('subscription_state')
    .selectAll()
    .where('subscription_id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : subscriptionState(row);
}

/**
 * Reads some states and keeps them as they are until the transaction ends. Whoever changes both states and deliveries
 * locks the states first.
 */
export async function lockSubscriptionStates(
  db: Queryable,
  ids: readonly string[],
): Promise<SubscriptionState[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('subscription_state')
    .selectAll()
    .where('subscription_id', 'in', ids)
    .orderBy('subscription_id')
    .forUpdate()
    .execute();
  return rows.map(subscriptionState);
}

function subscriptionState(row: Selectable<Tables['subscription_state']>): SubscriptionState {
  return {
    subscriptionId: row.subscription_id,
    seq: Number(row.seq),
    failingSince: row.failing_since ?? undefined,
    disabledAt: row.disabled_at ?? undefined,
    reason: row.reason ?? undefined,
  };
}

/** Lets a stopped subscription go on: whatever waits for it is tried at once. */
export async function enableSubscriptions(db: Queryable, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    update subscription_state set disabled_at = null, failing_since = null, reason = null
    where subscription_id in (${sql.join(ids)}) and disabled_at is not null
    returning subscription_id as id`.execute(db);
  if (rows.length === 0) return;
  await sql`
    update delivery set due_at = ${now.toISOString()}::timestamptz
    where state = 'pending' and due_at is not null
      and subscription_id in (${sql.join(rows.map(({ id }) => id))})`.execute(db);
}
