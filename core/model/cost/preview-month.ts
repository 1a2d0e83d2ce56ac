import { instantOf, monthAt, monthOf } from '../billing/month.ts';
import type { PriceBook } from '../manifest/manifest.ts';
import { addMonths } from '../metering/utc-month.ts';

/**
 * The first month from now on in which each of these price books that is to come is valid from the first instant: before
 * it, a price that is announced cannot be seen.
 *
 * @param now milliseconds since 1970
 * @returns `2026-11`
 */
export function previewMonth(changed: readonly PriceBook[], now: number): string {
  const current = monthAt(now);
  const starts = changed.flatMap(({ validFrom }) => (validFrom === undefined ? [] : [instantOf(validFrom)]));
  const latest = starts.reduce((most, start) => Math.max(most, start), 0);
  const month = monthOf(current);
  if (latest <= month.from) return current;
  const first = monthAt(latest);
  return monthOf(first).from === latest ? first : addMonths(first, 1);
}
