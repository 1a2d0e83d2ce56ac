import Big from 'big.js';
import { splitAmount } from '../money/split-amount.ts';
import type { Revenue } from './rated-line.ts';

/** How one amount is shared: the parts sum to it, to the last minor unit. */
export interface SharedAmount {
  readonly platform: Big;
  readonly partners: readonly { readonly partner: string; readonly amount: Big }[];
}

/**
 * Shares an amount among partners and the platform in one split, so that it is rounded once. Of equal remainders the
 * partner whose name comes first gets the minor unit, and the platform comes last.
 */
export function shareRevenue(amount: Big, { share, partners }: Revenue, digits: number): SharedAmount {
  const sum = partners.reduce((total, { weight }) => total.plus(weight), new Big(0));
  // Multiplied by the sum of the weights instead of divided by it: nothing is rounded on the way.
  const weights = sum.gt(0)
    ? [
        ...partners.map(({ name, weight }) => ({ name, weight: weight.times(share) })),
        { name: 'platform', weight: sum.times(new Big(1).minus(share)) },
      ]
    : [{ name: 'platform', weight: new Big(1) }];
  const parts = splitAmount(amount, weights, digits);
  return {
    platform: parts.at(-1) ?? new Big(0),
    partners: weights.slice(0, -1).map(({ name }, i) => ({ partner: name, amount: parts[i] ?? new Big(0) })),
  };
}
