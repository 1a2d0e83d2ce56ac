import { describe, expect, it } from 'vitest';
import { formatAmount } from './format-amount.ts';
import { minorDigits } from './minor-digits.ts';
import { parseAmount } from './parse-amount.ts';

describe('when an amount is read and written', () => {
  it.each([
    ['0.0004', '0.0004'],
    ['250', '250.00'],
    ['00.700', '0.70'],
    [40.5, '40.50'],
    [1e-7, '0.0000001'],
    [1e21, '1000000000000000000000.00'],
    ['123456789012345678901234567890.123456789', '123456789012345678901234567890.123456789'],
  ])('%s becomes %s', (written, expected) => {
    const amount = parseAmount(written);
    expect(amount === undefined ? undefined : formatAmount(amount)).toBe(expected);
  });

  it.each([
    '',
    '-1',
    '1,5',
    '.5',
    '1.',
    'NaN',
    '1e500',
    ' 1',
    '0x10',
    '9'.repeat(61),
    Number.POSITIVE_INFINITY,
  ])('%s is no amount', (written) => {
    expect(parseAmount(written)).toBeUndefined();
  });

  it.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['XYZ', 2],
  ])('%s has %d digits', (currency, digits) => {
    expect(minorDigits(currency)).toBe(digits);
  });
});
