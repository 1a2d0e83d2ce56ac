import type { Subscription } from '@souk/model/manifest/manifest.ts';
import { channelReason, type SendingMeans } from '@souk/model/webhook/channel-reason.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { abandonDeliveries } from './abandon-deliveries.ts';
import {
  enableSubscriptions,
  readSubscriptionStates,
  type SubscriptionState,
} from './subscription-states.ts';

/**
 * Brings the states of subscriptions in step with the catalog: a new one starts at the event that added it, one that
 * left ends, and a stopped one goes on when its manifest has changed since.
 */
export async function followSubscriptions(
  db: Queryable,
  subscriptions: readonly Subscription[],
  { means, now }: { readonly means: SendingMeans; readonly now: Date },
): Promise<void> {
  const states = new Map((await readSubscriptionStates(db)).map((state) => [state.subscriptionId, state]));
  const listed = new Set(subscriptions.map(({ id }) => id));
  const unsettled = [
    ...[...listed].filter((id) => states.get(id)?.disabledAt !== undefined || !states.has(id)),
    ...[...states.keys()].filter((id) => !listed.has(id)),
  ];
  const changes = await readChanges(db, unsettled);
  for (const subscription of subscriptions) {
    const state = states.get(subscription.id);
    const reason = channelReason(subscription, means);
    if (state === undefined) await start(db, subscription.id, changes.get(subscription.id)?.added, reason);
    else await explain(db, state, reason);
  }
  const mended = [...states.values()].filter(
    ({ subscriptionId, seq, disabledAt }) =>
      disabledAt !== undefined &&
      listed.has(subscriptionId) &&
      (changes.get(subscriptionId)?.written ?? 0) > seq,
  );
  await enableSubscriptions(
    db,
    mended.map(({ subscriptionId }) => subscriptionId),
    now,
  );
  for (const id of states.keys()) {
    const { added = 0, removed = 0 } = changes.get(id) ?? {};
    // Absence has to be proven: one that can not be read at the moment only waits.
    if (!listed.has(id) && removed > added) await end(db, id, removed, now);
  }
}

async function start(
  db: Queryable,
  id: string,
  added: number | undefined,
  reason: string | undefined,
): Promise<void> {
  await sql`
    insert into subscription_state (subscription_id, seq, reason)
    select ${id}, coalesce(${added ?? null}::bigint, seq), ${reason ?? null}::text
    from log_head where log = 'event'`.execute(db);
}

async function explain(db: Queryable, state: SubscriptionState, reason: string | undefined): Promise<void> {
  if (state.disabledAt !== undefined || state.reason === reason) return;
  await sql`
    update subscription_state set reason = ${reason ?? null}
    where subscription_id = ${state.subscriptionId}`.execute(db);
}

async function end(db: Queryable, subscriptionId: string, removed: number, now: Date): Promise<void> {
  const reason = 'The subscription has left the catalog.';
  await abandonDeliveries(db, { subscriptionId, upTo: removed, reason, now });
  await sql`delete from subscription_state where subscription_id = ${subscriptionId}`.execute(db);
}

/** Numbers of the newest events about a subscription itself. */
interface SubscriptionChanges {
  readonly added: number | undefined;
  readonly removed: number | undefined;
  /** Of what was last said about it, be it new or not. */
  readonly written: number | undefined;
}

async function readChanges(
  db: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SubscriptionChanges>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{
    id: string;
    added: string | number | null;
    removed: string | number | null;
    written: string | number | null;
  }>`
    select id,
      max(seq) filter (where change = 'added') as added,
      max(seq) filter (where change = 'removed') as removed,
      max(seq) filter (where change in ('added', 'modified')) as written
    from event where kind = 'Subscription' and id in (${sql.join(ids)}) group by id`.execute(db);
  return new Map(
    rows.map(({ id, added, removed, written }) => [
      id,
      { added: numberOf(added), removed: numberOf(removed), written: numberOf(written) },
    ]),
  );
}

function numberOf(value: string | number | null): number | undefined {
  return value === null ? undefined : Number(value);
}
