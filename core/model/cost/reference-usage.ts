import Big from 'big.js';
import { monthOf } from '../billing/month.ts';
import { parsePriceBook } from '../billing/parse-price-book.ts';
import type { PriceTerms } from '../billing/price-terms.ts';
import { findWindows } from '../billing/price-windows.ts';
import type { Entry, PriceBook } from '../manifest/manifest.ts';
import { parseAmount } from '../money/parse-amount.ts';

/** One side of a comparison. */
export interface PricedEntry {
  readonly entry: Entry;
  readonly books: readonly PriceBook[];
}

/** People and instances that are assumed of each installation. */
export const REFERENCE_SEATS = '10';
export const REFERENCE_INSTANCES = '1';
const SUMMED = 1_000;
const COUNTED = 10;

/** The same in words. */
export const referenceWords = `Nobody says yet what will be used, so each installation is assumed to use 1,000 of each metric beyond what is included (${COUNTED} where different ones or the largest count), by ${REFERENCE_SEATS} people on ${REFERENCE_INSTANCES} instance.`;

/**
 * Quantities by metric by which two states of an entry can be compared: so much that what is included is used up on either
 * side, and then a round number.
 */
export function referenceUsage(sides: readonly PricedEntry[], period: string): Map<string, string> {
  const most = new Map<string, Big>();
  for (const { entry, books } of sides) {
    const terms = findWindows(books.map(parsePriceBook), monthOf(period))[0]?.terms;
    for (const [metric, quantity] of quantitiesOf(entry, terms)) {
      const known = most.get(metric);
      if (known === undefined || quantity.gt(known)) most.set(metric, quantity);
    }
  }
  return new Map([...most].map(([metric, quantity]) => [metric, quantity.toFixed()]));
}

function quantitiesOf({ billing }: Entry, terms: PriceTerms | undefined): [string, Big][] {
  const plan = billing?.plan === undefined ? undefined : terms?.plans.get(billing.plan);
  const shared = new Map(plan?.included ?? []);
  // An allowance of a plan is used up by its metrics in the order of their names.
  return (billing?.metrics ?? [])
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, unit, included }) => {
      const aggregation = terms?.units.get(unit)?.aggregation ?? 'sum';
      const pooled = shared.get(unit) ?? new Big(0);
      shared.delete(unit);
      const own = (included === undefined ? undefined : parseAmount(included)) ?? new Big(0);
      const beyond = aggregation === 'sum' || aggregation === 'count' ? SUMMED : COUNTED;
      return [name, own.plus(pooled).plus(beyond)];
    });
}
