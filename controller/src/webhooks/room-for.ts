import type { Subscription } from '@souk/model/manifest/manifest.ts';
import { channelReason, type SendingMeans } from '@souk/model/webhook/channel-reason.ts';
import type { SubscriptionState } from './subscription-states.ts';

/** Attempts at once: for an endpoint that works, and for one that fails and must not starve the others. */
const AT_ONCE_HEALTHY = 16;
const AT_ONCE_FAILING = 1;

/** How many more deliveries may be begun for each subscription; those that may have none are left out. */
export function roomFor(
  states: readonly SubscriptionState[],
  subscriptions: ReadonlyMap<string, Subscription>,
  underWay: readonly { readonly subscriptionId: string }[],
  means: SendingMeans,
): Map<string, number> {
  const busy = Map.groupBy(underWay, ({ subscriptionId }) => subscriptionId);
  const room = new Map<string, number>();
  for (const { subscriptionId, disabledAt, failingSince } of states) {
    const subscription = subscriptions.get(subscriptionId);
    if (subscription === undefined || disabledAt !== undefined) continue;
    if (channelReason(subscription, means) !== undefined) continue;
    const most = failingSince === undefined ? AT_ONCE_HEALTHY : AT_ONCE_FAILING;
    const left = most - (busy.get(subscriptionId)?.length ?? 0);
    if (left > 0) room.set(subscriptionId, left);
  }
  return room;
}
