import type { PriceBook } from '../manifest/manifest.ts';
import { type Month, monthOf, writeInstant } from './month.ts';
import { parsePriceBook } from './parse-price-book.ts';
import type { PriceTerms } from './price-terms.ts';

/** A part of a month in which one price book is valid. Milliseconds since 1970, half open. */
export interface PriceWindow {
  readonly from: number;
  readonly to: number;
  readonly terms: PriceTerms;
}

/** The parts of a month by what is valid in them, in order. What no price book covers is left out. */
export function findWindows(books: readonly PriceTerms[], month: Month): PriceWindow[] {
  const ordered = books.toSorted((a, b) =>
    a.validFrom === b.validFrom ? byId(a, b) : a.validFrom < b.validFrom ? -1 : 1,
  );
  return ordered.flatMap((terms, i) => {
    const from = Math.max(terms.validFrom, month.from);
    const to = Math.min(ordered[i + 1]?.validFrom ?? month.to, month.to);
    return from < to ? [{ from, to, terms }] : [];
  });
}

/**
 * When the prices of a month change: RFC 3339 times within the month, in order, the first hour of the month left out.
 * Usage may be summed up between two of them, never across one.
 *
 * @param period `2026-11`
 */
export function findPriceChanges(books: readonly PriceBook[], period: string): string[] {
  const month = monthOf(period);
  return findWindows(books.map(parsePriceBook), month)
    .map(({ from }) => from)
    .filter((from) => from > month.from)
    .map(writeInstant);
}

function byId(a: PriceTerms, b: PriceTerms): number {
  return a.id < b.id ? -1 : 1;
}
