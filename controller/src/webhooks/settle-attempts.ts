import type { AttemptOutcome } from '@souk/model/webhook/attempt-outcome.ts';
import { planNextAttempt } from '@souk/model/webhook/plan-next-attempt.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { encodeJson, writeRows } from '../store/write-rows.ts';
import type { LeasedDelivery } from './lease-deliveries.ts';
import { promoteHeads } from './promote-heads.ts';
import { type DisabledEndpoint, recordHealth } from './record-health.ts';
import { lockSubscriptionStates } from './subscription-states.ts';

/** An attempt that is over, but not yet written down. */
export interface FinishedAttempt {
  readonly delivery: LeasedDelivery;
  readonly at: Date;
  readonly durationMs: number;
  readonly outcome: AttemptOutcome;
  readonly response?: string | undefined;
  /** From 0 up to but not including 1; spreads the next attempt. */
  readonly random: number;
}

/** Writes attempts down, in the caller's transaction: the log, what comes next, and how the endpoints stand. Gives those that are now disabled. */
export async function settleAttempts(
  db: Queryable,
  finished: readonly FinishedAttempt[],
  now: Date,
): Promise<DisabledEndpoint[]> {
  if (finished.length === 0) return [];
  const states = await lockSubscriptionStates(db, [
    ...new Set(finished.map(({ delivery }) => delivery.subscriptionId)),
  ]);
  await writeRows(db, 'delivery_attempt', finished.map(attemptRow), {
    onConflict: sql`on conflict do nothing`,
  });
  const steps = finished.map((attempt) => stepRow(attempt, now));
  await sql`
    update delivery as d
    set state = s.state, attempts = s.attempts, due_at = s.due_at, leased_until = null, settled_at = s.settled_at
    from json_to_recordset(${encodeJson(steps)}::text::json)
      as s (delivery_id text, state text, attempts integer, due_at timestamptz, settled_at timestamptz)
    where d.delivery_id = s.delivery_id and d.state = 'pending'`.execute(db);
  const over = finished.filter((_attempt, i) => steps[i]?.state !== 'pending');
  await promoteHeads(
    db,
    over.map(({ delivery }) => delivery),
    now,
  );
  return recordHealth(db, states, finished, now);
}

function attemptRow({ delivery, at, durationMs, outcome, response }: FinishedAttempt) {
  return {
    delivery_id: delivery.deliveryId,
    attempt: delivery.attempts + 1,
    at,
    duration_ms: durationMs,
    outcome: outcome.kind,
    status: 'status' in outcome ? outcome.status : null,
    error: 'error' in outcome ? outcome.error : null,
    response: response ?? null,
  };
}

function stepRow({ delivery, outcome, random }: FinishedAttempt, now: Date) {
  const attempts = delivery.attempts + 1;
  const step = planNextAttempt(outcome, attempts, now, random);
  return {
    delivery_id: delivery.deliveryId,
    attempts,
    state: step.kind === 'retry' ? 'pending' : step.kind,
    due_at: step.kind === 'retry' ? step.at : null,
    settled_at: step.kind === 'retry' ? null : now,
  };
}
