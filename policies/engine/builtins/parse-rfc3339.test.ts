import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BuiltinError } from './builtin-error.ts';
import { parseRfc3339 } from './parse-rfc3339.ts';

const parse = (text: unknown): string => JSON.stringify(parseRfc3339(text));

describe('when a text is a date and time', () => {
  it.each([
    ['in UTC', '2026-11-22T09:30:00Z', '1795339800000000000'],
    ['with all nine digits', '2026-11-22T09:30:00.123456789Z', '1795339800123456789'],
    ['with more than nine digits', '2026-11-22T09:30:00.1234567899Z', '1795339800123456789'],
    ['with few digits', '2026-11-22T09:30:00.5Z', '1795339800500000000'],
    ['with a decimal comma', '2026-11-22T09:30:00,5Z', '1795339800500000000'],
    ['east of Greenwich', '2026-11-22T09:30:00+05:30', '1795320000000000000'],
    ['west of Greenwich', '2026-11-22T09:30:00-08:00', '1795368600000000000'],
    ['with the widest offset', '2026-11-22T09:30:00+24:60', '1795249800000000000'],
    ['with one digit for the hour', '2026-11-22T9:30:00Z', '1795339800000000000'],
    ['on a leap day', '2024-02-29T00:00:00Z', '1709164800000000000'],
    ['just before 1970', '1969-12-31T23:59:59.999999999Z', '-1'],
    ['at the beginning of the range', '1677-09-21T00:12:43.145224192Z', '-9223372036854775808'],
    ['at the end of the range', '2262-04-11T23:47:16.854775807Z', '9223372036854775807'],
  ])('returns nanoseconds for one %s', (_, text, expected) => {
    expect(parse(text)).toBe(expected);
  });

  it('returns what Date says, with any offset', () => {
    const dates = fc.date({ min: new Date('1700-01-01'), max: new Date('2262-01-01'), noInvalidDate: true });
    const hours = fc.integer({ min: 0, max: 24 });
    fc.assert(
      fc.property(dates, hours, (date, offset) => {
        const text = date.toISOString().replace('Z', `-${String(offset).padStart(2, '0')}:00`);
        expect(parse(text)).toBe(String(BigInt(date.getTime() + offset * 3_600_000) * 1_000_000n));
      }),
    );
  });
});

describe('when a text is none', () => {
  it.each([
    ['a day without a time', '2026-11-22'],
    ['no zone', '2026-11-22T09:30:00'],
    ['small letters', '2026-11-22t09:30:00z'],
    ['a space between', '2026-11-22 09:30:00Z'],
    ['a leap second', '2026-12-31T23:59:60Z'],
    ['minute 60', '2026-11-22T09:60:00Z'],
    ['hour 24', '2026-11-22T24:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['month 0', '2026-00-01T00:00:00Z'],
    ['day 0', '2026-11-00T00:00:00Z'],
    ['29 February of a common year', '2026-02-29T00:00:00Z'],
    ['29 February 1900', '1900-02-29T00:00:00Z'],
    ['a point without digits', '2026-11-22T09:30:00.Z'],
    ['an offset without colon', '2026-11-22T09:30:00+0100'],
    ['an offset of 25 hours', '2026-11-22T09:30:00+25:00'],
    ['an offset of 61 minutes', '2026-11-22T09:30:00+00:61'],
    ['something after it', '2026-11-22T09:30:00Z '],
    ['a time before the range', '1677-09-21T00:12:43.145224191Z'],
    ['a time after the range', '2262-04-11T23:47:16.854775808Z'],
    ['the year 0', '0000-01-01T00:00:00Z'],
    ['an empty text', ''],
    ['a number', 0],
    ['null', null],
  ])('throws for %s', (_, value) => {
    expect(() => parse(value)).toThrow(BuiltinError);
  });

  it('says what was expected and what came', () => {
    expect(() => parse('tomorrow')).toThrow(
      'time.parse_rfc3339_ns: expected a date and time such as 2026-11-22T09:30:00Z, got "tomorrow"',
    );
  });
});
