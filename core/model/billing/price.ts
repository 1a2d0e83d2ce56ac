import Big from 'big.js';
import type { PriceBook } from '../manifest/manifest.ts';
import { parseAmount } from '../money/parse-amount.ts';

/** What units cost, in the currency of whoever sets it. Quantities are in units, not in base quantities. */
export type Price =
  | { readonly type: 'unit'; readonly price: Big }
  | { readonly type: 'graduated' | 'volume'; readonly steps: readonly PriceStep[] }
  | { readonly type: 'package'; readonly units: Big; readonly price: Big };

export interface PriceStep {
  /** Last unit of the step; undefined for the last step, which has no end. */
  readonly upTo: Big | undefined;
  readonly price: Big;
}

/** The three ways in which a unit or a metric can be priced, as manifests write them. */
export type WrittenPrice = Pick<PriceBook['units'][number], 'price' | 'tiers' | 'package'>;

/** The price that is written; undefined where none is. */
export function parsePrice({ price, tiers, package: pack }: WrittenPrice): Price | undefined {
  if (tiers !== undefined) return { type: tiers.mode, steps: parseSteps(tiers.steps) };
  if (pack !== undefined) {
    const [units, each] = [parseAmount(pack.units), parseAmount(pack.price)];
    return units === undefined || each === undefined || !units.gt(0)
      ? undefined
      : { type: 'package', units, price: each };
  }
  const each = price === undefined ? undefined : parseAmount(price);
  return each === undefined ? undefined : { type: 'unit', price: each };
}

/** A check denies steps that are out of order or end; what was merged all the same has one meaning nevertheless. */
function parseSteps(written: NonNullable<WrittenPrice['tiers']>['steps']): PriceStep[] {
  const steps = written
    .map(({ upTo, price }) => ({
      upTo: upTo === undefined ? undefined : parseAmount(upTo),
      price: parseAmount(price) ?? new Big(0),
    }))
    .toSorted((a, b) =>
      a.upTo === undefined ? (b.upTo === undefined ? 0 : 1) : b.upTo === undefined ? -1 : a.upTo.cmp(b.upTo),
    );
  return steps.map((step, i) => (i === steps.length - 1 ? { ...step, upTo: undefined } : step));
}
