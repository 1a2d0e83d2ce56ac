import { retryDelays } from '@souk/model/webhook/plan-next-attempt.ts';
import type { DeliveryOutcome } from '../telemetry/telemetry.ts';
import type { FinishedAttempt } from './settle-attempts.ts';

/** What an attempt is counted as. */
export function deliveryOutcome({
  outcome,
  delivery,
}: Pick<FinishedAttempt, 'outcome' | 'delivery'>): DeliveryOutcome {
  if (outcome.kind === 'delivered' || outcome.kind === 'gone') return outcome.kind;
  if (outcome.kind === 'bounced' || delivery.attempts >= retryDelays.length) return 'dead';
  return outcome.kind === 'forbidden' ? 'refused' : 'retry';
}
