import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundQuotient } from './round-quotient.ts';

const rounded = (dividend: string, divisor: string, digits: number): string =>
  roundQuotient(new Big(dividend), new Big(divisor), digits).toFixed();

describe('when a quotient is rounded', () => {
  it.each([
    ['a half goes down to the even digit', '0.005', '1', 2, '0'],
    ['a half goes up to the even digit', '0.015', '1', 2, '0.02'],
    ['a half below zero does the same', '-0.015', '1', 2, '-0.02'],
    ['more than a half, far behind', '0.00500000000000000000000000000000000001', '1', 2, '0.01'],
    ['more than a half that never ends', '0.035', '6.9999999', 2, '0.01'],
    ['a third', '1', '3', 2, '0.33'],
    ['without minor digits', '2.5', '1', 0, '2'],
    ['without minor digits, upwards', '3.5', '1', 0, '4'],
    ['far below the last digit', '0.00001', '3', 2, '0'],
    ['a carry', '9.995', '1', 2, '10'],
  ] as const)('%s', (_name, dividend, divisor, digits, expected) => {
    expect(rounded(dividend, divisor, digits)).toBe(expected);
  });

  it('agrees with whole numbers', () => {
    const number = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    const divisor = fc.bigInt({ min: 1n, max: 10n ** 18n });
    fc.assert(
      fc.property(number, divisor, fc.integer({ min: 0, max: 4 }), (dividend, by, digits) => {
        const scaled = (dividend < 0n ? -dividend : dividend) * 10n ** BigInt(digits);
        const whole = scaled / by;
        const twice = (scaled % by) * 2n;
        const up = twice > by || (twice === by && whole % 2n === 1n);
        const expected = new Big(String(whole + (up ? 1n : 0n)))
          .times(`1e-${digits}`)
          .times(dividend < 0n ? -1 : 1);
        expect(rounded(String(dividend), String(by), digits)).toBe(expected.eq(0) ? '0' : expected.toFixed());
      }),
    );
  });
});
