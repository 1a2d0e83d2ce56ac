import type { Selectable } from 'kysely';
import type { Viewer } from '../registry/viewer.ts';
import type { Tables } from '../store/tables.ts';
import type { DeliveryPlace, DeliveryRecord } from '../webhooks/read-deliveries.ts';
import type { SubscriptionStanding } from '../webhooks/read-standing.ts';

export function deliveryBody(record: DeliveryRecord) {
  return {
    deliveryId: record.deliveryId,
    subscription: record.subscriptionId,
    seq: record.seq,
    type: record.eventType,
    subject: record.subject,
    replay: record.replay !== '',
    state: record.state,
    attempts: record.attempts,
    dueAt: record.dueAt?.toISOString(),
    settledAt: record.settledAt?.toISOString(),
  };
}

/** @param viewer what an endpoint answers, and where it is, is for those only from whom nothing is hidden */
export function attemptBody(row: Selectable<Tables['delivery_attempt']>, viewer: Viewer) {
  const words = { error: row.error ?? undefined, response: row.response ?? undefined };
  return {
    attempt: row.attempt,
    at: row.at.toISOString(),
    durationMs: row.duration_ms,
    outcome: row.outcome,
    status: row.status ?? undefined,
    ...(viewer === 'everything' ? words : {}),
  };
}

export function standingBody(standing: SubscriptionStanding) {
  return {
    subscription: standing.subscriptionId,
    status: statusOf(standing),
    reason: standing.reason,
    seq: standing.seq,
    behind: standing.behind,
    failingSince: standing.failingSince?.toISOString(),
    disabledAt: standing.disabledAt?.toISOString(),
    deliveries: standing.deliveries,
  };
}

function statusOf({ disabledAt, reason, failingSince }: SubscriptionStanding) {
  if (disabledAt !== undefined) return 'disabled';
  if (reason !== undefined) return 'unsupported';
  return failingSince === undefined ? 'active' : 'failing';
}

/** A cursor of the list with this binding: the subscription and the state that it was made for. */
export function encodeDeliveryCursor({ seq, replay }: DeliveryPlace, binding: string): string {
  return Buffer.from(JSON.stringify([binding, seq, replay])).toString('base64url');
}

/** Undefined when the cursor was not made for this list. */
export function decodeDeliveryCursor(cursor: string, binding: string): DeliveryPlace | undefined {
  const parts = parseJson(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const [boundTo, seq, replay]: unknown[] = parts;
  const isPlace = Number.isSafeInteger(seq) && typeof seq === 'number' && typeof replay === 'string';
  return isPlace && boundTo === binding ? { seq, replay } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
