import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BuiltinError } from './builtin-error.ts';
import { floorDivide, readNanoseconds, writeNanoseconds } from './nanoseconds.ts';

/** What arrives when WebAssembly hands over these digits. */
const read = (digits: bigint): bigint => readNanoseconds('time.diff', JSON.parse(digits.toString()));

describe('when nanoseconds arrive as a double', () => {
  it('returns whole milliseconds exactly over the whole range', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -9_223_372_036_854n, max: 9_223_372_036_854n }), (ms) => {
        expect(read(ms * 1_000_000n)).toBe(ms * 1_000_000n);
      }),
    );
  });

  it('returns whole microseconds exactly until 2116', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 62n) / 1000n, max: 2n ** 62n / 1000n }), (us) => {
        expect(read(us * 1000n)).toBe(us * 1000n);
      }),
    );
  });

  it('returns less than 256 ns off until 2043', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 61n), max: 2n ** 61n }), (ns) => {
        const off = read(ns) - ns;
        expect(off > -256n && off < 256n).toBe(true);
      }),
    );
  });

  it('throws in the last microsecond of the range', () => {
    expect(read(9_223_372_036_854_774_784n)).toBe(9_223_372_036_854_775_000n);
    expect(() => read(2n ** 63n - 1n)).toThrow(BuiltinError);
    expect(() => read(-(2n ** 63n))).toThrow(BuiltinError);
  });
});

describe('when nanoseconds are written', () => {
  it.each([2n ** 63n - 1n, -(2n ** 63n), 1_795_339_800_123_456_789n, 0n])(
    'returns every digit of %s',
    (ns) => {
      expect(JSON.stringify(writeNanoseconds('time.add_date', ns, undefined))).toBe(String(ns));
    },
  );

  it.each([2n ** 63n, -(2n ** 63n) - 1n])('throws for %s', (ns) => {
    expect(() => writeNanoseconds('time.add_date', ns, undefined)).toThrow(BuiltinError);
  });
});

describe('when a time is divided into units', () => {
  it.each([
    [7n, 2n],
    [-7n, -3n],
    [-9n, -3n],
    [0n, 0n],
    [-1n, -1n],
  ])('returns %s thirds rounded down', (ns, expected) => {
    expect(floorDivide(ns, 3n)).toBe(expected);
  });
});
