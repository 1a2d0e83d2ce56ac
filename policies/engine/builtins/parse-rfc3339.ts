import { unexpected } from './builtin-error.ts';
import { NS_PER_MILLISECOND, writeNanoseconds } from './nanoseconds.ts';
import { readText } from './read-operand.ts';

const BUILTIN = 'time.parse_rfc3339_ns';

/**
 * What Go reads, which is more than RFC 3339: an hour of one digit, a decimal comma, offsets up to 24:60.
 * A leap second, small letters and a missing zone are refused.
 */
const FORM =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)T(?<hour>\d\d?):(?<minute>\d\d):(?<second>\d\d)(?:[.,](?<fraction>\d+))?(?:Z|(?<sign>[+-])(?<zoneHour>\d\d):(?<zoneMinute>\d\d))$/;

/**
 * `time.parse_rfc3339_ns(value)`: nanoseconds since 1970; digits of the second beyond the ninth are dropped.
 *
 * @throws {BuiltinError} when the text is no date and time, or the time is before 1677 or after 2262
 */
export function parseRfc3339(value: unknown): object {
  const text = readText(BUILTIN, value);
  const parts = FORM.exec(text)?.groups;
  if (parts === undefined) throw unexpected(BUILTIN, 'a date and time such as 2026-11-22T09:30:00Z', text);
  const whole = (name: string): number => Number(parts[name] ?? 0);
  const day = whole('day');
  const clock = ((whole('hour') * 60 + whole('minute')) * 60 + whole('second')) * 1000;
  const zone = (whole('zoneHour') * 60 + whole('zoneMinute')) * 60_000;

  const inRange =
    isDay(whole('year'), whole('month'), day) &&
    whole('hour') < 24 &&
    whole('minute') < 60 &&
    whole('second') < 60 &&
    whole('zoneHour') <= 24 &&
    whole('zoneMinute') <= 60;
  if (!inRange) throw unexpected(BUILTIN, 'a date, time and zone that exist', text);

  const midnight = startOfMonth(whole('year'), whole('month')) + (day - 1) * 86_400_000;
  const milliseconds = midnight + clock + (parts['sign'] === '-' ? zone : -zone);
  const fraction = BigInt((parts['fraction'] ?? '').slice(0, 9).padEnd(9, '0'));
  return writeNanoseconds(BUILTIN, BigInt(milliseconds) * NS_PER_MILLISECOND + fraction, text);
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= (startOfMonth(year, month + 1) - startOfMonth(year, month)) / 86_400_000;
}

/** Milliseconds since 1970. `Date.UTC` would take the years 0 to 99 for 1900 to 1999. */
function startOfMonth(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, 1);
}
