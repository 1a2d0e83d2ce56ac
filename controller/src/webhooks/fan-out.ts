import { createHash } from 'node:crypto';
import type { Subscription } from '@souk/model/manifest/manifest.ts';
import { channelReason, type SendingMeans } from '@souk/model/webhook/channel-reason.ts';
import { type PlannedDelivery, planFanOut } from '@souk/model/webhook/plan-fan-out.ts';
import { sql } from 'kysely';
import { readEvents } from '../events/read-events.ts';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { abandonDeliveries } from './abandon-deliveries.ts';
import { promoteHeads } from './promote-heads.ts';
import { readSubscriptionStates } from './subscription-states.ts';

/** Events of one transaction. */
const BATCH = 500;

/**
 * Makes deliveries of the events that come next and moves the cursors of the subscriptions over them, in the caller's
 * transaction. Stopped subscriptions stay where they are: what happens meanwhile waits for them.
 *
 * @returns whether there may be more to do
 */
export async function fanOut(
  db: Queryable,
  subscriptions: readonly Subscription[],
  { epoch, means, now }: { readonly epoch: string; readonly means: SendingMeans; readonly now: Date },
): Promise<boolean> {
  const byId = new Map(subscriptions.map((subscription) => [subscription.id, subscription]));
  const followed = (await readSubscriptionStates(db)).flatMap(({ subscriptionId, seq, disabledAt }) => {
    const subscription = byId.get(subscriptionId);
    return subscription === undefined || disabledAt !== undefined ? [] : [{ subscription, seq }];
  });
  if (followed.length === 0) return false;
  const events = await readEvents(db, { after: Math.min(...followed.map(({ seq }) => seq)), limit: BATCH });
  const last = events.at(-1)?.seq;
  if (last === undefined) return false;
  const behind = followed.filter(({ seq }) => seq < last);
  const sendable = behind.filter(({ subscription }) => channelReason(subscription, means) === undefined);
  const { deliveries, restarted } = planFanOut(sendable, events);
  const ids = behind.map(({ subscription }) => subscription.id);
  await sql`update subscription_state set seq = ${last} where subscription_id in (${sql.join(ids)})`.execute(
    db,
  );
  for (const { subscriptionId, seq } of restarted) {
    const reason = 'The subscription left the catalog and came back.';
    await abandonDeliveries(db, { subscriptionId, upTo: seq, reason, now });
  }
  await insertDeliveries(db, deliveries, epoch);
  await promoteHeads(db, deliveries, now);
  return events.length === BATCH;
}

async function insertDeliveries(
  db: Queryable,
  deliveries: readonly PlannedDelivery[],
  epoch: string,
): Promise<void> {
  const rows = deliveries.map(({ subscriptionId, seq, eventType, subject }) => ({
    delivery_id: deliveryIdOf([epoch, subscriptionId, String(seq)]),
    subscription_id: subscriptionId,
    seq,
    event_type: eventType,
    subject,
    replay: '',
    state: 'pending',
    attempts: 0,
  }));
  await writeRows(db, 'delivery', rows, { onConflict: sql`on conflict do nothing` });
}

/** The `webhook-id` of a delivery. It holds no dot, as signatures put dots between their parts. */
export function deliveryIdOf(parts: readonly string[]): string {
  return `dlv_${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
}
