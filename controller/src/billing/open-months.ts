import { findCutoff } from '@souk/model/billing/plan-close.ts';
import type { PriceBook } from '@souk/model/manifest/manifest.ts';
import { addMonths, monthOf } from '@souk/model/metering/utc-month.ts';

/** What is known of months. */
export interface KnownMonths {
  /** The first one of which anything is known; undefined when there is none. */
  readonly first: string | undefined;
  /** Those that are closed. */
  readonly closed: ReadonlySet<string>;
}

export interface OpenMonth {
  readonly month: string;
  /** When it is closed, in milliseconds since 1970. */
  readonly cutoff: number;
}

/** The months that are not closed, the one that is going on last. */
export function openMonths(
  { first, closed }: KnownMonths,
  books: readonly PriceBook[],
  now: Date,
): OpenMonth[] {
  const current = monthOf(now.getTime());
  const open: OpenMonth[] = [];
  for (let month = first ?? current; month <= current; month = addMonths(month, 1))
    if (!closed.has(month)) open.push({ month, cutoff: Date.parse(findCutoff(books, month)) });
  return open;
}
