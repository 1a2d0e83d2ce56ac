import type { PriceBook } from '../manifest/manifest.ts';
import { compareText } from './compare-text.ts';
import { monthOf, writeInstant } from './month.ts';
import { parsePriceBook } from './parse-price-book.ts';
import { findWindows } from './price-windows.ts';

type Reissue = NonNullable<PriceBook['reissues']>[number];

/** Days after the end of a month until it is closed, where no price book says. */
const CUTOFF_DAYS = 5;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * When a month is closed, as an RFC 3339 time: so many days after its end as the prices at its end say.
 *
 * @param period `2026-11`
 */
export function findCutoff(books: readonly PriceBook[], period: string): string {
  const month = monthOf(period);
  const last = findWindows(books.map(parsePriceBook), month).at(-1);
  const days = books.find(({ id }) => id === last?.terms.id)?.cutoffDays ?? CUTOFF_DAYS;
  return writeInstant(month.to + days * DAY_MS);
}

/**
 * The months that have to be reversed and issued again, in order: each that a price book names and that was not done yet.
 *
 * @param done ids of the reissues that were carried out
 */
export function findReissues(books: readonly PriceBook[], done: readonly string[]): Reissue[] {
  const known = new Set(done);
  const open = books.flatMap(({ reissues }) => reissues ?? []).filter(({ id }) => !known.has(id));
  return [...new Map(open.map((reissue) => [reissue.id, reissue])).values()].toSorted(
    (a, b) => compareText(a.period, b.period) || compareText(a.id, b.id),
  );
}
