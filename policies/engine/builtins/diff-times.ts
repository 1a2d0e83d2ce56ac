import { floorDivide, NS_PER_MILLISECOND, readNanoseconds } from './nanoseconds.ts';

const BUILTIN = 'time.diff';

/** Years, months, days, hours, minutes and seconds. */
export type TimeDifference = readonly [number, number, number, number, number, number];

/**
 * `time.diff(ns1, ns2)`: how far two points in time lie apart by the calendar of UTC, whichever comes first.
 *
 * @throws {BuiltinError} when one is no whole number of nanoseconds between 1677 and 2262
 */
export function diffTimes(ns1: unknown, ns2: unknown): TimeDifference {
  const [one, other] = [readNanoseconds(BUILTIN, ns1), readNanoseconds(BUILTIN, ns2)];
  const from = dateOf(one < other ? one : other);
  const to = dateOf(one < other ? other : one);

  const [seconds, minuteLess] = borrow(to.getUTCSeconds() - from.getUTCSeconds(), 60);
  const [minutes, hourLess] = borrow(to.getUTCMinutes() - from.getUTCMinutes() - minuteLess, 60);
  const [hours, dayLess] = borrow(to.getUTCHours() - from.getUTCHours() - hourLess, 24);
  const [days, monthLess] = borrow(to.getUTCDate() - from.getUTCDate() - dayLess, daysInMonth(from));
  const [months, yearLess] = borrow(to.getUTCMonth() - from.getUTCMonth() - monthLess, 12);
  const years = to.getUTCFullYear() - from.getUTCFullYear() - yearLess;
  return [years, months, days, hours, minutes, seconds];
}

function borrow(amount: number, unit: number): [amount: number, borrowed: 0 | 1] {
  return amount < 0 ? [amount + unit, 1] : [amount, 0];
}

function dateOf(ns: bigint): Date {
  return new Date(Number(floorDivide(ns, NS_PER_MILLISECOND)));
}

function daysInMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}
