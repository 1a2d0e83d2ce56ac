import { Temporal } from 'temporal-polyfill';

/** A calendar month in UTC, half open: an instant at `to` belongs to the next one. */
export interface Month {
  /** `2026-11`. */
  readonly name: string;
  /** Milliseconds since 1970, as `to`. */
  readonly from: number;
  readonly to: number;
}

/** The month of this name. There is no summer time in UTC: a month is whole days of 24 hours. */
export function monthOf(name: string): Month {
  const first = Temporal.PlainYearMonth.from(name);
  return { name: first.toString(), from: startOf(first), to: startOf(first.add({ months: 1 })) };
}

/** The name of the month that an instant falls into. */
export function monthAt(instant: number): string {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO('UTC')
    .toPlainDate()
    .toPlainYearMonth()
    .toString();
}

/** Milliseconds since 1970 of a day (midnight UTC) or an RFC 3339 time, as manifests write them; NaN for anything else. */
export function instantOf(timestamp: string): number {
  return Date.parse(timestamp);
}

/** `2026-11-01T00:00:00Z`. */
export function writeInstant(milliseconds: number): string {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toString();
}

function startOf(month: Temporal.PlainYearMonth): number {
  return month.toPlainDate({ day: 1 }).toZonedDateTime('UTC').epochMilliseconds;
}
