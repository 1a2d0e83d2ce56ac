import Big from 'big.js';
import type { PriceBook } from '../manifest/manifest.ts';
import { parseAmount } from '../money/parse-amount.ts';
import { instantOf, type Month } from './month.ts';

/**
 * What one unit of a currency is worth in another for a month: the newest rate that begins by then, from a price book in
 * the other currency that is valid before the month ends. Undefined where none says.
 */
export function findExchangeRate(
  books: readonly PriceBook[],
  currency: string,
  into: string,
  month: Month,
): Big | undefined {
  if (currency === into) return new Big(1);
  const [newest] = books
    .filter((book) => book.currency === into && startOf(book) < month.to)
    .flatMap((book) => (book.exchangeRates ?? []).map((written) => ({ book, written })))
    .filter(({ written }) => written.currency === currency && written.from <= month.name)
    .toSorted(
      (a, b) =>
        compare(b.written.from, a.written.from) ||
        compare(startOf(b.book), startOf(a.book)) ||
        compare(b.book.id, a.book.id),
    );
  return newest === undefined ? undefined : parseAmount(newest.written.rate);
}

function startOf({ validFrom }: PriceBook): number {
  return validFrom === undefined ? Number.NEGATIVE_INFINITY : instantOf(validFrom);
}

function compare<T extends string | number>(a: T, b: T): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
