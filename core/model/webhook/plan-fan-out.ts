import type { Subscription } from '../manifest/manifest.ts';
import { matchSubscription } from './match-subscription.ts';
import { subjectOf } from './subject-of.ts';
import type { WebhookEvent } from './webhook-event.ts';

/** A subscription and the last event that has been looked at for it. */
export interface FollowedSubscription {
  readonly subscription: Pick<Subscription, 'id' | 'events' | 'entities' | 'team'>;
  readonly seq: number;
}

export interface PlannedDelivery {
  readonly subscriptionId: string;
  readonly seq: number;
  readonly eventType: string;
  readonly subject: string;
}

export interface FanOutPlan {
  /** In the order of the events, for each subscription. */
  readonly deliveries: readonly PlannedDelivery[];
  /** Subscriptions that left and came back: what is older than their return is no longer theirs. */
  readonly restarted: readonly { readonly subscriptionId: string; readonly seq: number }[];
}

/** Which subscriptions are told of which events; each hears only of what came after the last it has heard of. */
export function planFanOut(
  followed: readonly FollowedSubscription[],
  events: readonly WebhookEvent[],
): FanOutPlan {
  const returns = new Map(events.filter(isSubscriptionAdded).map(({ entity, seq }) => [entity?.id, seq]));
  const deliveries: PlannedDelivery[] = [];
  const restarted: { subscriptionId: string; seq: number }[] = [];
  for (const { subscription, seq } of followed) {
    const returned = returns.get(subscription.id) ?? 0;
    if (returned > seq) restarted.push({ subscriptionId: subscription.id, seq: returned });
    const after = Math.max(seq, returned);
    for (const event of events) {
      if (event.seq <= after || !isNews(event) || !mayHear(subscription, event)) continue;
      if (!matchSubscription(subscription, event)) continue;
      deliveries.push({
        subscriptionId: subscription.id,
        seq: event.seq,
        eventType: event.type,
        subject: subjectOf(event),
      });
    }
  }
  return { deliveries, restarted };
}

function isSubscriptionAdded({ entity, change }: WebhookEvent): boolean {
  return entity?.kind === 'Subscription' && change === 'added';
}

/** What comes from a catalog that only some teams see is told to subscriptions of those teams alone. */
function mayHear({ team }: Pick<Subscription, 'team'>, { data }: WebhookEvent): boolean {
  const { visibleTo } = data;
  return visibleTo === undefined || (Array.isArray(visibleTo) && visibleTo.includes(team));
}

/** What the first sync of an empty registry finds was there before. */
function isNews({ data }: WebhookEvent): boolean {
  return data['initial'] !== true;
}
