import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDate } from './add-date.ts';
import { BuiltinError } from './builtin-error.ts';

const ns = (text: string): number => Date.parse(text) * 1e6;
const add = (from: unknown, years: unknown, months: unknown, days: unknown): string =>
  JSON.stringify(addDate(from, years, months, days));

describe('when years, months and days are added', () => {
  it.each([
    ['nothing', '2026-11-22T09:30:00.001Z', [0, 0, 0], '2026-11-22T09:30:00.001Z'],
    ['a year', '2026-11-22T09:30:00.001Z', [1, 0, 0], '2027-11-22T09:30:00.001Z'],
    ['a month to a day that the next lacks', '2026-10-31T00:00:00Z', [0, 1, 0], '2026-12-01T00:00:00Z'],
    ['a month to 31 January', '2026-01-31T00:00:00Z', [0, 1, 0], '2026-03-03T00:00:00Z'],
    ['a year to a leap day', '2024-02-29T00:00:00Z', [1, 0, 0], '2025-03-01T00:00:00Z'],
    ['days over a leap day', '2024-02-28T00:00:00Z', [0, 0, 2], '2024-03-01T00:00:00Z'],
    ['months over the year', '2026-11-22T00:00:00Z', [0, 14, 0], '2028-01-22T00:00:00Z'],
    ['months backwards over the year', '2026-01-31T00:00:00Z', [0, -2, 0], '2025-12-01T00:00:00Z'],
    ['days backwards before 1970', '1970-01-01T00:00:00.001Z', [0, 0, -1], '1969-12-31T00:00:00.001Z'],
    ['amounts that cancel out', '2026-11-22T00:00:00Z', [1e9, -12e9, 0], '2026-11-22T00:00:00Z'],
    [
      'years and days that cancel out',
      '2026-11-22T00:00:00Z',
      [4e5, 0, -146_097_000],
      '2026-11-22T00:00:00Z',
    ],
  ] as const)('returns the day after %s', (_, from, [years, months, days], expected) => {
    expect(add(ns(from), years, months, days)).toBe(String(BigInt(Date.parse(expected)) * 1_000_000n));
  });

  it('returns 24 hours a day', () => {
    const milliseconds = fc.integer({ min: -5e12, max: 5e12 });
    fc.assert(
      fc.property(milliseconds, fc.integer({ min: -40_000, max: 40_000 }), (ms, days) => {
        expect(add(ms * 1e6, 0, 0, days)).toBe(String(BigInt(ms + days * 86_400_000) * 1_000_000n));
      }),
    );
  });

  it('returns the same for a year as for twelve months', () => {
    const milliseconds = fc.integer({ min: -3e12, max: 3e12 });
    fc.assert(
      fc.property(milliseconds, fc.integer({ min: -150, max: 150 }), (ms, years) => {
        expect(add(ms * 1e6, years, 0, 0)).toBe(add(ms * 1e6, 0, years * 12, 0));
      }),
    );
  });
});

describe('when something cannot be added', () => {
  const MOMENT = ns('2026-11-22T09:30:00Z');

  it.each([
    ['half a day', [MOMENT, 0, 0, 0.5]],
    ['a month as a text', [MOMENT, 0, '1', 0]],
    ['no years', [MOMENT, null, 0, 0]],
    ['more than 100 billion', [MOMENT, 0, 0, 100_000_000_001]],
    ['what leads beyond 2262', [MOMENT, 236, 0, 0]],
    ['what leads before 1677', [MOMENT, -350, 0, 0]],
    ['to a part of a nanosecond', [0.5, 0, 0, 0]],
    ['to a time with a zone', [[MOMENT, 'UTC'], 0, 0, 0]],
    ['to a text', ['2026-11-22T09:30:00Z', 0, 0, 0]],
    ['to a time out of range', [1e19, 0, 0, 0]],
  ])('throws for %s', (_, [from, years, months, days]) => {
    expect(() => add(from, years, months, days)).toThrow(BuiltinError);
  });

  it('says which amount was wrong', () => {
    expect(() => add(MOMENT, 0, 1.5, 0)).toThrow(
      'time.add_date: expected a whole number of months up to 100 billion, got 1.5',
    );
  });
});
