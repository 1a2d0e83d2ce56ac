import type Big from 'big.js';

/** Fewest digits after the point that money is written with. */
const PLACES = 2;

/** `250.00`, `0.0004`: every digit that counts, and never fewer than two after the point. */
export function formatAmount(amount: Big): string {
  const exact = amount.toFixed();
  const [, fraction = ''] = exact.split('.');
  return fraction.length < PLACES ? amount.toFixed(PLACES) : exact;
}
