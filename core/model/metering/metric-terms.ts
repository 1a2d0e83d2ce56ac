import Big from 'big.js';
import type { PriceBook } from '../manifest/manifest.ts';
import { parseAmount } from '../money/parse-amount.ts';
import { parseInstant } from './parse-instant.ts';

/** What a metric is measured in, as the price books say. */
export interface MetricTerms {
  /** Unit of the price book; undefined where the manifest names none that is known. */
  readonly unit: string | undefined;
  /** Newest first; the oldest holds for what was before it. Never empty. */
  readonly spans: readonly UnitSpan[];
}

export interface UnitSpan {
  /** Milliseconds since 1970. */
  readonly from: number;
  /** What values are kept in: `count`, `seconds`, `bytes`, or a word of the price book's own. */
  readonly quantity: string;
  /** How much of the quantity one unit is; above 0. */
  readonly size: Big;
}

/** Where no price book says more, one is one. */
const plain: UnitSpan = { from: Number.NEGATIVE_INFINITY, quantity: 'count', size: new Big(1) };

/** @param unit that the manifest of an app names for a metric */
export function assembleMetricTerms(unit: string | undefined, books: readonly PriceBook[]): MetricTerms {
  const spans = books.flatMap(({ id, validFrom, units }) => {
    const found = units.find(({ name }) => name === unit);
    return found === undefined ? [] : [{ id, ...spanOf(found, validFrom) }];
  });
  if (spans.length === 0) return { unit: undefined, spans: [plain] };
  return { unit, spans: spans.toSorted((a, b) => compare(b.from, a.from) || (a.id < b.id ? 1 : -1)) };
}

/** The span that holds at an instant. */
export function spanAt({ spans }: MetricTerms, at: number): UnitSpan {
  return spans.find(({ from }) => from <= at) ?? spans.at(-1) ?? plain;
}

function spanOf({ quantity, size }: PriceBook['units'][number], validFrom: PriceBook['validFrom']): UnitSpan {
  const parsed = size === undefined ? plain.size : parseAmount(size);
  return {
    from: startOf(validFrom),
    quantity: quantity ?? plain.quantity,
    size: parsed?.gt(0) === true ? parsed : plain.size,
  };
}

function startOf(validFrom: PriceBook['validFrom']): number {
  if (validFrom === undefined) return plain.from;
  return parseInstant(validFrom.length === 10 ? `${validFrom}T00:00:00Z` : validFrom) ?? plain.from;
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
