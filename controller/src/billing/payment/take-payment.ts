import { sql } from 'kysely';
import type { Queryable } from '../../store/store.ts';
import type { PaymentEvent } from './payment-provider.ts';

/** An attempt that was written down and has to be made now. */
export interface PaymentAttempt {
  readonly event: PaymentEvent;
  /** How many there were with this one. */
  readonly attempts: number;
  /** Whether one before it may have been taken. */
  readonly wasUnsure: boolean;
}

export type TakenPayment =
  | { readonly type: 'attempt'; readonly attempt: PaymentAttempt }
  /** It is too late for another attempt at this one. */
  | { readonly type: 'unsure'; readonly identifier: string; readonly statement: string }
  | { readonly type: 'none' };

interface Row {
  readonly identifier: string;
  readonly statement_id: string;
  readonly customer: string;
  readonly meter: string;
  readonly value: string;
  readonly attempts: number;
  readonly faults: number;
  readonly told_at: Date | null;
  readonly unsure_since: Date | null;
}

/**
 * An identifier is known to Stripe for 24 hours at least, and then may be taken a second time: with an hour to spare for
 * an attempt under way and clocks that differ.
 */
const SURE_MS = 23 * 60 * 60 * 1_000;
const UNSURE = 'Nobody knows whether it was taken, and it is too late to ask again.';

/** Begins the attempt that has waited longest: it is written down before it is made, as it may be the end of this process. */
export async function takePayment(db: Queryable, now: Date): Promise<TakenPayment> {
  const time = sql`${now.toISOString()}::timestamptz`;
  const { rows } = await sql<Row>`
    select identifier, statement_id, customer, meter, value::text as value, attempts, faults, told_at, unsure_since
    from payment_event where state = 'pending' and due_at <= ${time}
    order by due_at, identifier limit 1 for update`.execute(db);
  const [row] = rows;
  if (row === undefined) return { type: 'none' };
  const { identifier, customer, meter, value, unsure_since: unsureSince } = row;
  if (unsureSince !== null && now.getTime() - unsureSince.getTime() >= SURE_MS) {
    await sql`
      update payment_event
      set state = 'unsure', due_at = null, error = concat_ws(' ', ${UNSURE}::text, error)
      where identifier = ${identifier}`.execute(db);
    return { type: 'unsure', identifier, statement: row.statement_id };
  }
  // As long as nobody can have it, it happens now: so it is never too old to be taken.
  const at = unsureSince === null || row.told_at === null ? wholeSecond(now) : row.told_at;
  await sql`
    update payment_event
    set attempts = attempts + 1, told_at = ${at.toISOString()}::timestamptz,
      unsure_since = coalesce(unsure_since, ${time})
    where identifier = ${identifier}`.execute(db);
  const requestKey = `${identifier}-${at.getTime() / 1_000}-${row.faults}`;
  return {
    type: 'attempt',
    attempt: {
      event: { identifier, customer, meter, value, at, requestKey },
      attempts: row.attempts + 1,
      wasUnsure: unsureSince !== null,
    },
  };
}

function wholeSecond(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1_000) * 1_000);
}
