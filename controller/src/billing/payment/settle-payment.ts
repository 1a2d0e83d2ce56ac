import { sql } from 'kysely';
import { retryDelay } from '../../retry-delay.ts';
import type { Queryable } from '../../store/store.ts';
import type { PaymentOutcome } from './payment-provider.ts';
import type { PaymentAttempt } from './take-payment.ts';

const RETRIES = { firstMs: 30_000, longestMs: 60 * 60 * 1_000 };
/** However long a provider asks to be left alone. */
const LONGEST_WAIT_MS = 6 * 60 * 60 * 1_000;

/** Writes down what came of an attempt. */
export async function settlePayment(
  db: Queryable,
  { event, attempts, wasUnsure }: PaymentAttempt,
  outcome: PaymentOutcome,
  { now, random }: { readonly now: Date; readonly random: () => number },
): Promise<void> {
  const at = (time: Date) => sql`${time.toISOString()}::timestamptz`;
  switch (outcome.kind) {
    case 'taken':
      await sql`
        update payment_event
        set state = 'sent', sent_at = ${at(now)}, due_at = null, unsure_since = null, error = null
        where identifier = ${event.identifier} and state = 'pending'`.execute(db);
      return;
    case 'refused':
      await sql`
        update payment_event set state = 'refused', due_at = null, unsure_since = null, error = ${outcome.reason}
        where identifier = ${event.identifier} and state = 'pending'`.execute(db);
      return;
    case 'later': {
      const delay = retryDelay(attempts, { ...RETRIES, random });
      const waitMs = Math.max(delay, Math.min(outcome.waitMs ?? 0, LONGEST_WAIT_MS));
      const isUnsure = wasUnsure || outcome.mayBeTaken;
      await sql`
        update payment_event
        set due_at = ${at(new Date(now.getTime() + waitMs))}, error = ${outcome.reason},
          faults = faults + ${outcome.isRemembered ? 1 : 0},
          unsure_since = case when ${isUnsure} then unsure_since end
        where identifier = ${event.identifier} and state = 'pending'`.execute(db);
      return;
    }
  }
}
