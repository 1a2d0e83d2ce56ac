import { findPriceChanges } from '@souk/model/billing/price-windows.ts';
import type { PriceBook } from '@souk/model/manifest/manifest.ts';
import { addMonths, startOfMonth } from '@souk/model/metering/utc-month.ts';

/** What is looked at of a month. Milliseconds since 1970. */
export interface BillingWindow {
  /** `2026-11` */
  readonly month: string;
  /** The whole month, or the part of it that has passed: half open. */
  readonly from: number;
  readonly to: number;
  /** Where prices change within it, in order, on full hours: an hour that has begun has the prices of its beginning. */
  readonly cuts: readonly number[];
  /** What is billed with a later month is left out. */
  readonly billedBy: string;
}

const HOUR_MS = 3_600_000;

/**
 * @param until only what was before it; a full hour
 * @returns undefined when nothing of the month lies before that
 */
export function billingWindow(
  books: readonly PriceBook[],
  month: string,
  { billedBy = month, until = Number.POSITIVE_INFINITY }: { billedBy?: string; until?: number } = {},
): BillingWindow | undefined {
  const from = startOfMonth(month);
  const to = Math.min(startOfMonth(addMonths(month, 1)), until);
  const changes = findPriceChanges(books, month).map(
    (time) => Math.ceil(Date.parse(time) / HOUR_MS) * HOUR_MS,
  );
  const cuts = [...new Set(changes)].filter((cut) => cut > from && cut < to);
  return from < to ? { month, from, to, cuts, billedBy } : undefined;
}
