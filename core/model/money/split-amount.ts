import Big from 'big.js';

/** One of those among whom an amount is split. */
export interface Weight {
  readonly name: string;
  /** At least 0. */
  readonly weight: Big;
}

/**
 * Splits an amount by weights into whole minor units, by largest remainder: each gets its part rounded down, and what is
 * left goes, one minor unit each, to those who lost most by that. Of two who lost the same the earlier in the list comes
 * first. The parts always sum to the amount, to the last minor unit.
 *
 * @param amount a whole number of minor units; below 0 it is split as what it is without its sign
 * @param weights at least one of them above 0
 * @param digits digits after the point of a minor unit
 * @returns the parts, in the order of the weights
 */
export function splitAmount(amount: Big, weights: readonly Weight[], digits: number): Big[] {
  const units = amount.abs().times(new Big(10).pow(digits));
  const sum = weights.reduce((total, { weight }) => total.plus(weight), new Big(0));
  if (!units.eq(units.round(0, Big.roundDown))) throw new RangeError('Only whole minor units can be split.');
  if (!sum.gt(0)) throw new RangeError('An amount is split by weights of which one is above 0.');
  const shares = weights.map(({ weight }, index) => {
    const exact = units.times(weight);
    const whole = wholeQuotient(exact, sum);
    return { index, whole, lost: exact.minus(whole.times(sum)) };
  });
  const left = Number(shares.reduce((rest, { whole }) => rest.minus(whole), units).toFixed());
  const raised = new Set(
    shares
      .toSorted((a, b) => b.lost.cmp(a.lost) || a.index - b.index)
      .slice(0, left)
      .map(({ index }) => index),
  );
  const unit = new Big(`1e-${digits}`).times(amount.lt(0) ? -1 : 1);
  return shares.map(({ index, whole }) => whole.plus(raised.has(index) ? 1 : 0).times(unit));
}

function wholeQuotient(dividend: Big, divisor: Big): Big {
  const Whole = Big();
  Whole.DP = 0;
  Whole.RM = Big.roundDown;
  return new Big(new Whole(dividend).div(divisor));
}
