import { describe, expect, it } from 'vitest';
import { formatAmount, parseMonthlyMoney } from './parse-money.ts';

describe('formatAmount', () => {
  it.each([
    ['1500', '1,500'],
    ['0.0004', '0.0004'],
    ['1234567.50', '1,234,567.50'],
    ['a lot', 'a lot'],
  ])('writes %s as %s', (amount, text) => {
    expect(formatAmount(amount)).toBe(text);
  });
});

describe('parseMonthlyMoney', () => {
  it.each([
    ['a number', 900, '900 a month'],
    ['an object', { monthly: '1500', currency: 'EUR' }, '1,500 EUR a month'],
    ['nothing', undefined, undefined],
    ['a wrong shape', ['1'], undefined],
  ])('reads %s', (_name, value, text) => {
    expect(parseMonthlyMoney(value)).toBe(text);
  });
});
