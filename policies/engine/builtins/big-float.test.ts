import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDecimal, multiply, truncate } from './big-float.ts';

const PRECISION = 64;

describe('when a decimal is read', () => {
  it('returns the nearest number of 64 bits, of two the even one, while its power of five fits in 128 bits', () => {
    const digits = fc.oneof(fc.bigInt({ min: 1n, max: 10n ** 40n }), fc.bigInt({ min: 1n, max: 100n }));
    fc.assert(
      fc.property(digits, fc.integer({ min: -55, max: 55 }), (decimal, power) => {
        const { mantissa, exponent } = fromDecimal(decimal, power, PRECISION);
        // Both times 2^down × 10^tens, so that all is whole.
        const down = 2n ** BigInt(Math.max(0, -exponent));
        const tens = 10n ** BigInt(Math.max(0, -power));
        const exact = decimal * 10n ** BigInt(Math.max(0, power)) * down;
        const step = 2n ** BigInt(Math.max(0, exponent)) * tens;
        const off = exact - mantissa * step;
        const twice = 2n * (off < 0n ? -off : off);
        expect(mantissa <= 2n ** 64n).toBe(true);
        expect(twice === 0n || mantissa >= 2n ** 63n).toBe(true);
        expect(twice < step || (twice === step && mantissa % 2n === 0n)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['9e200', 9n, 200, { mantissa: 13555799241203723162n, exponent: 604 }],
    ['1e300', 1n, 300, { mantissa: 13772540099066387757n, exponent: 933 }],
    ['3e999', 3n, 999, { mantissa: 10529927405789682282n, exponent: 3257 }],
  ])('returns what OPA 1.19.1 makes of %s, whose power of five is rounded', (_, decimal, power, expected) => {
    expect(fromDecimal(decimal, power, PRECISION)).toEqual(expected);
  });

  it('returns the even one also when the middle is reached by an exact division', () => {
    expect(truncate(fromDecimal((2n ** 64n + 1n) * 10n, -1, PRECISION))).toBe(2n ** 64n);
    expect(truncate(fromDecimal((2n ** 64n + 3n) * 10n, -1, PRECISION))).toBe(2n ** 64n + 4n);
  });

  it.each([
    ['in the middle above an even one', 2n ** 65n + 1n * 2n, 2n ** 64n * 2n],
    ['in the middle below an even one', 2n ** 65n + 3n * 2n, (2n ** 64n + 4n) * 2n],
    ['just above the middle', 2n ** 65n + 1n * 2n + 1n, (2n ** 64n + 2n) * 2n],
    ['zero', 0n, 0n],
  ])('returns a whole number of more bits rounded: %s', (_, decimal, expected) => {
    expect(truncate(fromDecimal(decimal, 0, PRECISION))).toBe(expected);
  });
});

describe('when numbers are multiplied and cut off', () => {
  it('returns the exact product while it fits', () => {
    const number = fc.bigInt({ min: 0n, max: 2n ** 32n - 1n });
    fc.assert(
      fc.property(number, number, fc.integer({ min: -80, max: 80 }), (one, other, exponent) => {
        const product = multiply({ mantissa: one, exponent }, { mantissa: other, exponent: 3 }, PRECISION);
        const shift = BigInt(exponent + 3);
        expect(truncate(product)).toBe(shift >= 0n ? (one * other) << shift : (one * other) >> -shift);
      }),
    );
  });
});
