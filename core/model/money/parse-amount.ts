import Big from 'big.js';

/** Digits that any amount needs at most: more would only cost time. */
const MOST_DIGITS = 60;

const FORM = /^\d+(?:\.\d+)?(?:e[+-]\d{1,2})?$/;

/** The amount as a manifest writes it, exact; undefined for what is not an amount, or is longer than any. */
export function parseAmount(written: string | number): Big | undefined {
  const text = String(written);
  return text.length <= MOST_DIGITS && FORM.test(text) ? new Big(text) : undefined;
}
