import type { Subscription } from '../manifest/manifest.ts';
import { subjectOf } from './subject-of.ts';
import type { WebhookEvent } from './webhook-event.ts';

/** Whether a subscription asks for an event: by one of its types, and by its subject where it names any. */
export function matchSubscription(
  { events, entities }: Pick<Subscription, 'events' | 'entities'>,
  event: Pick<WebhookEvent, 'type' | 'entity'>,
): boolean {
  if (!events.some((pattern) => matchType(pattern, event.type))) return false;
  return entities === undefined || entities.includes(subjectOf(event));
}

function matchType(pattern: string, type: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type;
}
