import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { appendAudit } from '../audit/append-audit.ts';
import type { AuditActor } from '../store/log-tables.ts';
import type { Queryable, Store } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { deliveryIdOf } from './fan-out.ts';
import { type DeliveryRecord, holdDelivery } from './read-deliveries.ts';
import { enableSubscriptions, lockSubscriptionStates } from './subscription-states.ts';

export type ReplayResult =
  /** `deliveryId` is that of the new delivery, or the old one where that was still under way. */
  | { readonly kind: 'accepted'; readonly deliveryId: string }
  /** One that was asked for before has not been settled yet. */
  | { readonly kind: 'under-way'; readonly deliveryId: string }
  | { readonly kind: 'no-delivery' }
  | { readonly kind: 'no-subscription'; readonly subscriptionId: string };

/**
 * Has a delivery made again, by the rows that the leader works from, so any replica can take the wish. A stopped
 * subscription goes on. Each replay has an id of its own: a receiver that has seen the first does not take it for that.
 */
export async function replayDelivery(
  { db }: Pick<Store, 'db'>,
  deliveryId: string,
  { actor, now }: { readonly actor: AuditActor; readonly now: Date },
): Promise<ReplayResult> {
  return db.transaction().execute(async (tx): Promise<ReplayResult> => {
    const wanted = await holdDelivery(tx, deliveryId);
    if (wanted === undefined) return { kind: 'no-delivery' };
    const { subscriptionId, seq, eventType, subject } = wanted;
    const [state] = await lockSubscriptionStates(tx, [subscriptionId]);
    if (state === undefined) return { kind: 'no-subscription', subscriptionId };
    const waiting = await readReplayUnderWay(tx, wanted);
    if (waiting !== undefined) return { kind: 'under-way', deliveryId: waiting };
    await enableSubscriptions(tx, [subscriptionId], now);
    const due = now.toISOString();
    const { rows } = await sql`
      update delivery set due_at = case when due_at is null then null else ${due}::timestamptz end
      where delivery_id = ${deliveryId} and state = 'pending' returning 1`.execute(tx);
    const replay = randomUUID();
    const again = rows.length > 0 ? deliveryId : deliveryIdOf([deliveryId, replay]);
    if (again !== deliveryId)
      await writeRows(tx, 'delivery', [
        {
          delivery_id: again,
          subscription_id: subscriptionId,
          seq,
          event_type: eventType,
          subject,
          replay,
          state: 'pending',
          attempts: 0,
          due_at: due,
        },
      ]);
    const detail = { delivery: deliveryId, as: again, seq, eventType };
    const entry = { actor, action: 'replayed', subject: `Subscription/${subscriptionId}`, detail };
    await appendAudit(tx, [entry], { now });
    return { kind: 'accepted', deliveryId: again };
  });
}

/** So that an endpoint is not flooded by whoever asks for the same again and again. */
async function readReplayUnderWay(
  db: Queryable,
  { deliveryId, subscriptionId, seq, state }: DeliveryRecord,
): Promise<string | undefined> {
  if (state === 'pending') return undefined;
  const row = await db
    .selectFrom('delivery')
    .select('delivery_id')
    .where('subscription_id', '=', subscriptionId)
    .where('seq', '=', seq)
    .where('state', '=', 'pending')
    .where('delivery_id', '<>', deliveryId)
    .executeTakeFirst();
  return row?.delivery_id;
}
