import { unexpected } from './builtin-error.ts';
import { floorDivide, NS_PER_DAY, readNanoseconds, writeNanoseconds } from './nanoseconds.ts';

const BUILTIN = 'time.add_date';

/** The calendar repeats after 400 years. */
const CYCLE_YEARS = 400;
const CYCLE_DAYS = 146_097;
const MS_PER_DAY = 86_400_000;

/** OPA wraps around silently some way beyond; no one means such an amount. */
const MOST = 100_000_000_000;

/**
 * `time.add_date(ns, years, months, days)`: a day that its month does not have flows over into the next, so that
 * one month after 31 October is 1 December.
 *
 * @throws {BuiltinError} when an amount is no whole number or above 100 billion, or the result out of range
 */
export function addDate(ns: unknown, years: unknown, months: unknown, days: unknown): object {
  const moment = readNanoseconds(BUILTIN, ns);
  const [addedYears, addedMonths, addedDays] = [
    readAmount(years, 'years'),
    readAmount(months, 'months'),
    readAmount(days, 'days'),
  ];
  const epochDay = floorDivide(moment, NS_PER_DAY);
  const date = new Date(Number(epochDay) * MS_PER_DAY);
  const month = (date.getUTCFullYear() + addedYears) * 12 + date.getUTCMonth() + addedMonths;
  const day = firstDayOf(month) + date.getUTCDate() - 1 + addedDays;
  const result = BigInt(day) * NS_PER_DAY + (moment - epochDay * NS_PER_DAY);
  return writeNanoseconds(BUILTIN, result, [ns, years, months, days]);
}

/** Days since 1970 of the first of a month, which counts from the year 0 and may lie beyond what `Date` knows. */
function firstDayOf(month: number): number {
  const year = Math.floor(month / 12);
  const cycles = Math.floor(year / CYCLE_YEARS) - 5;
  const alike = Date.UTC(year - cycles * CYCLE_YEARS, month - year * 12, 1) / MS_PER_DAY;
  return alike + cycles * CYCLE_DAYS;
}

function readAmount(value: unknown, unit: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) > MOST) {
    throw unexpected(BUILTIN, `a whole number of ${unit} up to 100 billion`, value);
  }
  return value;
}
