import type { AttemptOutcome } from './attempt-outcome.ts';
import { parseRetryAfter } from './parse-retry-after.ts';

export type NextStep =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'retry'; readonly at: Date }
  /** Given up; it can be replayed by hand. */
  | { readonly kind: 'dead' };

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Milliseconds from each failed attempt to the next. */
export const retryDelays: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  10 * hour,
];

const JITTER = 0.2;

/** A receiver can ask for patience, but not for ever. */
const LONGEST_WAIT = 24 * hour;

/**
 * What becomes of a delivery after an attempt.
 *
 * @param attempts how many there were, with this one
 * @param random from 0 up to but not including 1
 */
export function planNextAttempt(
  outcome: AttemptOutcome,
  attempts: number,
  now: Date,
  random: number,
): NextStep {
  if (outcome.kind === 'delivered') return { kind: 'delivered' };
  const delay = retryDelays[attempts - 1];
  const isFinal = outcome.kind === 'gone' || outcome.kind === 'bounced';
  if (isFinal || delay === undefined) return { kind: 'dead' };
  const planned = delay * (1 - JITTER + 2 * JITTER * random);
  const wait = Math.max(planned, Math.min(askedWait(outcome, now), LONGEST_WAIT));
  return { kind: 'retry', at: new Date(now.getTime() + Math.round(wait)) };
}

function askedWait(outcome: AttemptOutcome, now: Date): number {
  if (outcome.kind !== 'rejected' || outcome.retryAfter === undefined) return 0;
  const at = parseRetryAfter(outcome.retryAfter, now);
  return at === undefined ? 0 : at.getTime() - now.getTime();
}
