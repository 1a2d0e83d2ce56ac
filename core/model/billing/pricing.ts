import type Big from 'big.js';
import type { PriceBook } from '../manifest/manifest.ts';
import { minorDigits } from '../money/minor-digits.ts';
import type { Billing, BillingInputs, BillingProblem } from './billing-inputs.ts';
import { findExchangeRate } from './exchange-rate.ts';
import { type Month, monthOf } from './month.ts';
import { parsePriceBook } from './parse-price-book.ts';
import type { PriceTerms } from './price-terms.ts';
import { findWindows, type PriceWindow } from './price-windows.ts';

/** What a month is priced by. */
export interface Pricing {
  readonly month: Month;
  /** Currency of the statements, and its minor digits. */
  readonly currency: string;
  readonly digits: number;
  /** At least one. */
  readonly windows: readonly PriceWindow[];
  /** What the version said about its price; undefined where it is not known. */
  billingOf(entry: string, version: string): Billing | undefined;
  /** Into the currency of the statements; undefined where there is no rate, which is then reported. */
  rateOf(currency: string): Big | undefined;
  report(problem: BillingProblem): void;
}

/** Where problems are collected, each once. */
export type Report = (problem: BillingProblem) => void;

/**
 * What a month is priced by; undefined when no price book is valid in it, which is then reported.
 *
 * @param currency that of the prices at the beginning of the month when absent
 */
export function createPricing(
  { books, versions }: Pick<BillingInputs, 'books' | 'versions'>,
  period: string,
  report: Report,
  currency?: string,
): Pricing | undefined {
  const month = monthOf(period);
  const windows = findWindows(books.map(parsePriceBook), month);
  const [first] = windows;
  if (first === undefined) {
    report({ code: 'no-price-book', detail: `No price book is valid in ${period}.`, blocks: true });
    return undefined;
  }
  const into = currency ?? first.terms.currency;
  const known = new Map(versions.map((one) => [`${one.entry}@${one.version}`, one.billing ?? {}]));
  return {
    month,
    currency: into,
    digits: minorDigits(into),
    windows,
    billingOf: (entry, version) => known.get(`${entry}@${version}`),
    rateOf: (from) => rateOf(books, from, into, month, report),
    report,
  };
}

/** The prices that hold at an instant; those of the first that come when none does yet. */
export function termsAt({ windows }: Pricing, instant: number): PriceTerms | undefined {
  return (windows.findLast(({ from }) => from <= instant) ?? windows[0])?.terms;
}

function rateOf(
  books: readonly PriceBook[],
  from: string,
  into: string,
  month: Month,
  report: Report,
): Big | undefined {
  const rate = findExchangeRate(books, from, into, month);
  if (rate === undefined) {
    report({
      code: 'rate-missing',
      detail: `No price book in ${into} has an exchange rate of ${from} for ${month.name}.`,
      blocks: true,
    });
  }
  return rate;
}
