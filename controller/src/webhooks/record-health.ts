import { weighEndpoint } from '@souk/model/webhook/weigh-endpoint.ts';
import { sql } from 'kysely';
import { appendAudit } from '../audit/append-audit.ts';
import { appendEvents } from '../events/append-events.ts';
import type { Queryable } from '../store/store.ts';
import type { FinishedAttempt } from './settle-attempts.ts';
import type { SubscriptionState } from './subscription-states.ts';

/** An endpoint that nothing is sent to any more. */
export interface DisabledEndpoint {
  readonly subscriptionId: string;
  readonly reason: string;
}

/** Writes down how endpoints stand after these attempts; stops those that are not worth trying, and gives them. */
export async function recordHealth(
  db: Queryable,
  states: readonly SubscriptionState[],
  finished: readonly FinishedAttempt[],
  now: Date,
): Promise<DisabledEndpoint[]> {
  const disabled: DisabledEndpoint[] = [];
  const touched = Map.groupBy(finished, ({ delivery }) => delivery.subscriptionId);
  for (const state of states) {
    if (state.disabledAt !== undefined) continue;
    let { failingSince } = state;
    let disabledBecause: string | undefined;
    for (const { outcome } of touched.get(state.subscriptionId) ?? [])
      if (disabledBecause === undefined)
        ({ failingSince, disabledBecause } = weighEndpoint(outcome, failingSince, now));
    if (disabledBecause !== undefined)
      disabled.push({ subscriptionId: state.subscriptionId, reason: disabledBecause });
    if (failingSince?.getTime() !== state.failingSince?.getTime())
      await sql`
        update subscription_state set failing_since = ${failingSince?.toISOString() ?? null}::timestamptz
        where subscription_id = ${state.subscriptionId}`.execute(db);
  }
  for (const endpoint of disabled) await disable(db, endpoint, now);
  return disabled;
}

/** Its owner hears of it as of everything else: by an event, which other subscriptions can ask for. */
async function disable(
  db: Queryable,
  { subscriptionId: id, reason }: DisabledEndpoint,
  now: Date,
): Promise<void> {
  await sql`
    update subscription_state set disabled_at = ${now.toISOString()}::timestamptz, reason = ${reason}
    where subscription_id = ${id}`.execute(db);
  const { revision } = await db.selectFrom('sync_cursor').select('revision').executeTakeFirstOrThrow();
  const entity = { kind: 'Subscription', id } as const;
  await appendEvents(db, [{ type: 'webhook.disabled', entity, data: { reason } }], { revision, now });
  const entry = {
    actor: { name: 'Souk' },
    action: 'disabled',
    subject: `Subscription/${id}`,
    detail: { reason },
  };
  await appendAudit(db, [entry], { now });
}
