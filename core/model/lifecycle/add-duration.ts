import { Temporal } from 'temporal-polyfill';

/** As in `90d` and `3mo`; ISO 8601 writes them in other letters. */
const units = {
  ms: 'milliseconds',
  s: 'seconds',
  m: 'minutes',
  h: 'hours',
  d: 'days',
  w: 'weeks',
  mo: 'months',
  y: 'years',
} as const;

/** What lies beyond is never. */
const LAST = new Date('9999-12-31T00:00:00Z');

/**
 * The time a length of time later, by the calendar in UTC: a month after 31 January is the last day of February. What no
 * calendar reaches is the end of the year 9999.
 *
 * @param duration as manifests write it: `90d`, or ISO 8601 such as `P3M`
 */
export function addDuration(from: Date, duration: string): Date {
  const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO('UTC');
  const length = parseDuration(duration);
  try {
    const { epochMilliseconds } = start.add(length);
    return new Date(Math.min(epochMilliseconds, LAST.getTime()));
  } catch (error) {
    if (error instanceof RangeError) return LAST;
    throw error;
  }
}

function parseDuration(text: string): Temporal.Duration {
  const [, amount, unit] = /^(\d+)(ms|s|mo|m|h|d|w|y)$/.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return Temporal.Duration.from(text);
  return Temporal.Duration.from({ [units[unit as keyof typeof units]]: Number(amount) });
}
