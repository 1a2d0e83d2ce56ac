import Big from 'big.js';

/**
 * The quotient, rounded once to so many digits after the point: to the nearest, and to the even digit where two are as
 * near. What lies beyond those digits is not cut off first, so a half is a half only when nothing follows it.
 *
 * @param divisor not 0
 */
export function roundQuotient(dividend: Big, divisor: Big, digits: number): Big {
  // The digits of a division are a setting of the constructor: one of its own keeps it from everybody else.
  const Rounding = Big();
  Rounding.DP = digits;
  Rounding.RM = Big.roundHalfEven;
  return new Big(new Rounding(dividend).div(divisor));
}
