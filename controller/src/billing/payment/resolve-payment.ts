import { sql } from 'kysely';
import type { Queryable } from '../../store/store.ts';

/** What somebody has found out of a payment that was refused, or of which nobody knew. */
export type PaymentResolution =
  /** The provider does not have it: it is sent anew, to the customer that the settings name by now. */
  | 'send-again'
  /** The provider has it, or it was paid in another way. */
  | 'done';

/**
 * Ends what only a person can decide.
 *
 * @returns whether there was such a payment
 */
export async function resolvePayment(
  db: Queryable,
  identifier: string,
  resolution: PaymentResolution,
): Promise<boolean> {
  const { numAffectedRows } =
    resolution === 'done'
      ? await sql`
          update payment_event set state = 'settled', due_at = null, unsure_since = null
          where identifier = ${identifier} and state in ('refused', 'unsure')`.execute(db)
      : // As if it had just been issued: whom it is of, and what is to be given back to them, is looked at anew.
        await sql`
          update payment_event
          set state = 'unmapped', customer = null, meter = null, value = null, due_at = null, unsure_since = null,
            error = null, faults = faults + 1
          where identifier = ${identifier} and state in ('refused', 'unsure')`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}
