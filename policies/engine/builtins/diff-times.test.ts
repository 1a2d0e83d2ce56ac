import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDate } from './add-date.ts';
import { BuiltinError } from './builtin-error.ts';
import { diffTimes } from './diff-times.ts';

const ns = (text: string): number => Date.parse(text) * 1e6;

describe('when two points in time are given', () => {
  it.each([
    ['the same', '2026-11-22T09:30:00Z', '2026-11-22T09:30:00Z', [0, 0, 0, 0, 0, 0]],
    ['all parts larger', '2026-01-01T00:00:00Z', '2027-02-03T04:05:06Z', [1, 1, 2, 4, 5, 6]],
    ['the later first', '2027-02-03T04:05:06Z', '2026-01-01T00:00:00Z', [1, 1, 2, 4, 5, 6]],
    ['seconds to borrow', '2026-01-01T00:00:59Z', '2026-01-01T00:01:00Z', [0, 0, 0, 0, 0, 1]],
    ['everything to borrow', '2026-12-31T23:59:59Z', '2027-01-01T00:00:00Z', [0, 0, 0, 0, 0, 1]],
    ['days of a leap February', '2024-02-29T00:00:00Z', '2024-03-28T00:00:00Z', [0, 0, 28, 0, 0, 0]],
    ['days of a common February', '2026-02-28T00:00:00Z', '2026-03-01T00:00:00Z', [0, 0, 1, 0, 0, 0]],
    ['days of the earlier month', '2026-01-30T00:00:00Z', '2026-03-01T00:00:00Z', [0, 1, 2, 0, 0, 0]],
    ['less than a second', '2026-01-01T00:00:00.100Z', '2026-01-01T00:00:00.900Z', [0, 0, 0, 0, 0, 0]],
    ['a second begun', '2026-01-01T00:00:00.999Z', '2026-01-01T00:00:01.000Z', [0, 0, 0, 0, 0, 1]],
    // OPA borrows days by the length of the earlier month, wherever that leads.
    ['a 31st to borrow from', '2052-05-31T00:00:01Z', '2189-03-31T00:00:00Z', [136, 9, 30, 23, 59, 59]],
    ['over 1970', '1969-12-31T23:59:59.999Z', '1970-01-01T00:00:00Z', [0, 0, 0, 0, 0, 1]],
  ])('returns how far they lie apart for %s', (_, one, other, expected) => {
    expect(diffTimes(ns(one), ns(other))).toEqual(expected);
  });

  const milliseconds = fc.integer({ min: -8e12, max: 8e12 });

  it('returns the same in either order', () => {
    fc.assert(
      fc.property(milliseconds, milliseconds, (one, other) => {
        expect(diffTimes(one * 1e6, other * 1e6)).toEqual(diffTimes(other * 1e6, one * 1e6));
      }),
    );
  });

  it('returns what leads from the earlier, a day that every month has, to the later: days first or months first', () => {
    fc.assert(
      fc.property(milliseconds, milliseconds, (one, other) => {
        const from = Math.floor(Math.min(one, other) / 1000);
        const to = Math.floor(Math.max(one, other) / 1000);
        fc.pre(new Date(from * 1000).getUTCDate() <= 28);
        const [years, months, days, hours, minutes, seconds] = diffTimes(from * 1e9, to * 1e9);
        const rest = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
        const addMonths = (at: number): bigint => BigInt(JSON.stringify(addDate(at * 1e9, years, months, 0)));
        const reached = [addMonths(from + rest), addMonths(from) + BigInt(rest) * 1_000_000_000n];
        expect(reached).toContain(BigInt(to) * 1_000_000_000n);
      }),
    );
  });
});

describe('when one is no plain number', () => {
  it.each([
    ['a text', '2026-11-22T09:30:00Z'],
    ['a zone', [0, 'Europe/Zurich']],
    ['a zone that is UTC', [0, 'UTC']],
    ['a fraction', 0.5],
    ['a number out of range', 1e19],
    ['a number far out of range', 1e300],
    ['null', null],
  ])('throws for %s', (_, value) => {
    expect(() => diffTimes(value, 0)).toThrow(BuiltinError);
    expect(() => diffTimes(0, value)).toThrow(BuiltinError);
  });

  it('says that zones are not supported', () => {
    expect(() => diffTimes(0, [0, 'Europe/Zurich'])).toThrow(
      'time.diff: expected whole nanoseconds since 1970 as a plain number (UTC, without a time zone), got [0,"Europe/Zurich"]',
    );
  });
});
