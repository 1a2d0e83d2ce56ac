import Big from 'big.js';
import type { Price } from './price.ts';
import type { StatementLine } from './statement.ts';

/** What is priced. Quantities are in base units, so that nothing is divided before the end. */
export interface Charged {
  readonly unit: string;
  /** Base units of one unit. */
  readonly size: Big;
  readonly base: Big;
  /** What was charged in the month before it. */
  readonly position: Big;
  /** What is charged in the whole month. */
  readonly total: Big;
}

/** A part of a quantity that has one price. */
export interface PricedPiece {
  readonly base: Big;
  readonly size: Big;
  readonly unit: string;
  readonly unitPrice: Big;
  readonly step: StatementLine['step'];
}

/** Cuts a quantity where its price changes. */
export function priceQuantity(price: Price, charged: Charged): PricedPiece[] {
  const { unit, size, base, position, total } = charged;
  switch (price.type) {
    case 'unit':
      return [{ base, size, unit, unitPrice: price.price, step: null }];
    case 'graduated':
      return spansOf(price, size).flatMap(({ above, upTo, ...span }) => {
        const until = position.plus(base);
        const from = position.gt(above) ? position : above;
        const to = upTo === undefined || upTo.gt(until) ? until : upTo;
        return to.gt(from) ? [{ base: to.minus(from), size, unit, ...span }] : [];
      });
    case 'volume':
      return spansOf(price, size)
        .filter(({ upTo }) => upTo === undefined || upTo.gte(total))
        .slice(0, 1)
        .map(({ unitPrice, step }) => ({ base, size, unit, unitPrice, step }));
    case 'package': {
      const each = price.units.times(size);
      const begun = wholePackages(position.plus(base), each).minus(wholePackages(position, each));
      const name = `package of ${price.units.toFixed()} ${unit}`;
      return [{ base: begun, size: new Big(1), unit: name, unitPrice: price.price, step: null }];
    }
  }
}

interface Span extends Pick<PricedPiece, 'unitPrice' | 'step'> {
  readonly above: Big;
  readonly upTo: Big | undefined;
}

/** The steps of a price in base units. */
function spansOf({ steps }: Extract<Price, { type: 'graduated' | 'volume' }>, size: Big): Span[] {
  return steps.map(({ upTo, price }, i) => {
    const above = steps[i - 1]?.upTo ?? new Big(0);
    return {
      above: above.times(size),
      upTo: upTo?.times(size),
      unitPrice: price,
      step: { above: above.toFixed(), upTo: upTo?.toFixed() ?? null },
    };
  });
}

/** How many packages hold a quantity, the last one begun or full. */
function wholePackages(base: Big, each: Big): Big {
  const Whole = Big();
  Whole.DP = 0;
  Whole.RM = Big.roundUp;
  return new Big(new Whole(base).div(each));
}
