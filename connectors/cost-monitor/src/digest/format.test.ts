import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import { formatAmount, formatChange, formatDay, formatOrdinal } from './format.ts';

describe('when figures are written', () => {
  it.each([
    ['1234567.885', '1,234,567.89'],
    ['-1234.5', '-1,234.50'],
    ['0.004', '0.00'],
    ['123', '123.00'],
  ])('writes %s as %s', (amount, text) => {
    expect(formatAmount(new Big(amount))).toBe(text);
  });

  it.each([
    ['131', '100', '+31%'],
    ['98', '100', '-2%'],
    ['5', '0', undefined],
  ])('compares %s with %s', (now, mean, text) => {
    expect(formatChange(new Big(now), new Big(mean), 0)).toBe(text);
  });

  it('writes days as people say them', () => {
    expect(formatDay('2026-11-21')).toBe('Saturday, 21 November 2026');
    expect(
      ['01', '02', '03', '04', '11', '12', '21', '31'].map((day) => formatOrdinal(`2026-12-${day}`)),
    ).toEqual([...['1st', '2nd', '3rd', '4th', '11th', '12th', '21st', '31st']]);
  });
});
