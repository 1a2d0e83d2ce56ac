import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitAmount } from './split-amount.ts';

const split = (amount: string, weights: readonly string[], digits = 2): string[] =>
  splitAmount(
    new Big(amount),
    weights.map((weight, i) => ({ name: String(i), weight: new Big(weight) })),
    digits,
  ).map((part) => part.toFixed(digits));

describe('when an amount is split', () => {
  it.each([
    ['evenly', '9.00', ['1', '1', '1'], ['3.00', '3.00', '3.00']],
    ['what is left goes to the first of equals', '10.00', ['1', '1', '1'], ['3.34', '3.33', '3.33']],
    ['what is left goes to who lost most', '0.01', ['0.2', '0.3', '0.5'], ['0.00', '0.00', '0.01']],
    ['below zero', '-10.00', ['1', '1', '1'], ['-3.34', '-3.33', '-3.33']],
    ['nothing to who weighs nothing', '0.05', ['0', '1', '1'], ['0.00', '0.03', '0.02']],
    ['to one', '7.77', ['0.001'], ['7.77']],
    ['nothing', '0', ['1', '2'], ['0.00', '0.00']],
  ] as const)('%s', (_name, amount, weights, expected) => {
    expect(split(amount, weights)).toEqual(expected);
  });

  it('refuses what cannot be split', () => {
    expect(() => split('1.00', ['0', '0'])).toThrow(RangeError);
    expect(() => split('0.001', ['1'])).toThrow(RangeError);
  });

  it('loses nothing, and is never a minor unit off', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 24n }), { minLength: 1, maxLength: 30 })
      .filter((list) => list.some((weight) => weight > 0n));
    const amounts = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    fc.assert(
      fc.property(amounts, weights, fc.integer({ min: 0, max: 3 }), (units, list, digits) => {
        const amount = new Big(String(units)).times(`1e-${digits}`);
        const parts = splitAmount(
          amount,
          list.map((weight, i) => ({ name: String(i), weight: new Big(String(weight)).times('1e-12') })),
          digits,
        );
        expect(parts.reduce((sum, part) => sum.plus(part), new Big(0)).eq(amount)).toBe(true);
        const sum = list.reduce((total, weight) => total + weight, 0n);
        for (const [i, part] of parts.entries()) {
          const whole = BigInt(part.times(new Big(10).pow(digits)).toFixed());
          const off = whole * sum - units * (list[i] ?? 0n);
          expect(off < sum && off > -sum).toBe(true);
        }
      }),
    );
  });
});
