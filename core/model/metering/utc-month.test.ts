import { describe, expect, it } from 'vitest';
import { billMonth } from './bill-month.ts';
import { countMissing } from './sequence-gap.ts';
import { addMonths, monthOf, startOfMonth } from './utc-month.ts';

describe('when an instant is put into its month', () => {
  it.each([
    ['2026-10-31T23:59:59.999Z', '2026-10'],
    ['2026-11-01T00:00:00.000Z', '2026-11'],
    // Summer time ends in Europe: UTC does not notice.
    ['2026-10-25T01:30:00.000Z', '2026-10'],
    ['2026-11-01T00:30:00+01:00', '2026-10'],
  ])('%s is in %s', (time, month) => {
    expect(monthOf(Date.parse(time))).toBe(month);
  });

  it.each([
    ['2026-11', 2, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-11', -25, '2024-10'],
    ['2024-02', 0, '2024-02'],
  ])('%s and %d months are %s', (month, months, expected) => {
    expect(addMonths(month, months)).toBe(expected);
  });

  it('begins at midnight of UTC', () => {
    expect(new Date(startOfMonth('2026-11')).toISOString()).toBe('2026-11-01T00:00:00.000Z');
  });
});

describe('when a month is closed', () => {
  it.each<[string, readonly string[], string]>([
    ['2026-10', [], '2026-10'],
    ['2026-10', ['2026-09'], '2026-10'],
    ['2026-10', ['2026-09', '2026-10'], '2026-11'],
    ['2026-11', ['2026-11', '2026-12', '2027-01'], '2027-02'],
  ])('%s, with %j closed, is billed with %s', (month, closed, expected) => {
    expect(billMonth(month, (one) => closed.includes(one))).toBe(expected);
  });
});

describe('when senders count their events', () => {
  it.each([
    ['7', '7', '1', '0'],
    ['0', '9', '8', '2'],
    ['1', '999999999999999999999999999999', '2', '999999999999999999999999999997'],
    // A number that came twice, with two ids.
    ['1', '2', '3', '0'],
  ])('from %s to %s, %s events lack %s', (lowest, highest, events, missing) => {
    expect(countMissing({ lowest, highest, events })).toBe(missing);
  });
});
