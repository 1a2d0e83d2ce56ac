import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BuiltinError } from './builtin-error.ts';
import { parseBytes } from './parse-bytes.ts';

const parse = (text: unknown): string => JSON.stringify(parseBytes(text));

const UNITS = [
  ['', 1n],
  ['K', 1000n],
  ['M', 1000n ** 2n],
  ['G', 1000n ** 3n],
  ['T', 1000n ** 4n],
  ['P', 1000n ** 5n],
  ['E', 1000n ** 6n],
  ['Ki', 1024n],
  ['Mi', 1024n ** 2n],
  ['Gi', 1024n ** 3n],
  ['Ti', 1024n ** 4n],
  ['Pi', 1024n ** 5n],
  ['Ei', 1024n ** 6n],
] as const;

describe('when a text is an amount', () => {
  it.each(UNITS)(
    'returns bytes for the unit %s, with B or without, in small or large letters',
    (unit, bytes) => {
      const written = unit === '' ? [unit] : [unit, `${unit}B`, unit.toLowerCase(), `${unit}b`.toUpperCase()];
      for (const text of written) expect(parse(`3${text}`)).toBe(String(3n * bytes));
    },
  );

  it.each([
    ['a decimal', '1.5Mi', '1572864'],
    ['a decimal without a whole part', '.5k', '500'],
    ['a point without digits', '5.k', '5000'],
    ['a part of a byte', '1.9', '1'],
    ['a part of a byte below zero', '-1.9', '-1'],
    ['a sign', '+5kb', '5000'],
    ['zero below zero', '-0', '0'],
    ['leading zeros', '010', '10'],
    ['an exponent', '1e6KB', '1000000000'],
    ['a negative exponent', '5e-3kb', '5'],
    ['an exponent of exa', '1e3e', '1000000000000000000000'],
    ['an E that is no exponent', '1e', '1000000000000000000'],
    ['quotation marks', '"5kb"', '5000'],
    ['the sign of Kelvin', '5\u212a', '5000'],
    ['a capital i with a dot', '5K\u0130B', '5120'],
    ['64 bits', '18446744073709551615', '18446744073709551615'],
    ['one bit more, rounded to the even', '18446744073709551617', '18446744073709551616'],
    ['more than 64 bits, rounded', '1e30', '1000000000000000000024696061952'],
    [
      'a power of five beyond 128 bits',
      '1e60',
      '999999999999999999999373423426722168652130621984886772203520',
    ],
    [
      'a divisor beyond 128 bits',
      '123456789012345678901234567890123456789012345678901234567890123456789012345678e-60ki',
      '126419751948641975192',
    ],
    [
      'a power of five much beyond 128 bits',
      '1e100',
      '9999999999999999999669353532207342619498699019828496079271391541752018669482644324418977840117055488',
    ],
    ['next to nothing', '1e-999999', '0'],
  ])('returns bytes for %s', (_, text, expected) => {
    expect(parse(text)).toBe(expected);
  });

  it('returns a whole number times the unit while 64 bits hold it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 15n }), fc.constantFrom(...UNITS), (amount, [unit, bytes]) => {
        expect(parse(`${amount}${unit}`)).toBe(String(amount * bytes));
      }),
    );
  });

  it('returns the negative for the negative', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e9, noNaN: true }),
        fc.constantFrom(...UNITS),
        (amount, [unit]) => {
          expect(parse(`-${amount}${unit}`)).toBe(`-${parse(`${amount}${unit}`)}`);
        },
      ),
    );
  });
});

describe('when a text is none', () => {
  it.each([
    ['nothing', ''],
    ['a unit alone', 'kb'],
    ['a sign alone', '-kb'],
    ['a point alone', '.'],
    ['bytes by their letter', '5b'],
    ['an unknown unit', '5x'],
    ['bits of nothing', '5i'],
    ['a B too many', '5kbb'],
    ['a space', '5 kb'],
    ['a space behind', '5kb '],
    ['a tab', '5\tkb'],
    ['two points', '1.2.3'],
    ['an exponent with a fraction', '1e1.5'],
    ['an exponent without digits', '1e+'],
    ['an exponent of seven digits', '1e0000001'],
    ['two exponents', '1e5e5'],
    ['hexadecimal digits', '0x10'],
    ['digits in groups', '1_000'],
    ['infinity', 'inf'],
    ['other digits', '５k'],
    ['a number', 5],
    ['null', null],
  ])('throws for %s', (_, value) => {
    expect(() => parse(value)).toThrow(BuiltinError);
  });

  it('says what was expected and what came', () => {
    expect(() => parse('5 apples')).toThrow(
      'units.parse_bytes: expected an amount such as 10GB, 1.5MiB or 5K, got "5 apples"',
    );
  });

  it('throws at once for a long text', () => {
    expect(() => parse(`${'1'.repeat(200_000)}x`)).toThrow(BuiltinError);
  });
});
