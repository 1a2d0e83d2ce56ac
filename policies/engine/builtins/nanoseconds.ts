import { unexpected } from './builtin-error.ts';
import { exactInteger } from './exact-integer.ts';

export const NS_PER_MILLISECOND = 1_000_000n;
export const NS_PER_DAY = 86_400_000_000_000n;

/** From 1677-09-21 to 2262-04-11: what 64 bits hold. */
const EARLIEST = -(2n ** 63n);
const LATEST = 2n ** 63n - 1n;

/**
 * Reads a point in time, in nanoseconds since 1970.
 *
 * The SDK hands over a double, and near 2026 doubles are 256 ns apart. The shortest decimal that stands for the
 * double is taken as what was meant: so whole milliseconds are exact everywhere, whole microseconds until 2116,
 * and anything finer is less than 256 ns off (512 until 2116, 1024 later). In the last microsecond of the range
 * the value is refused.
 *
 * A point in time with a zone, `[ns, zone]`, is refused: a set cannot be told from an array here.
 *
 * @throws {BuiltinError} when the value is no whole number, or out of range
 */
export function readNanoseconds(builtin: string, value: unknown): bigint {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw unexpected(
      builtin,
      'whole nanoseconds since 1970 as a plain number (UTC, without a time zone)',
      value,
    );
  }
  const ns = Math.abs(value) < 2 ** 64 ? BigInt(String(value)) : undefined;
  if (ns === undefined || ns < EARLIEST || ns > LATEST) {
    throw unexpected(builtin, 'nanoseconds between the years 1677 and 2262', value);
  }
  return ns;
}

/**
 * Writes a point in time with all its digits. `origin` is what it was made of, for the message.
 *
 * @throws {BuiltinError} when it is out of range
 */
export function writeNanoseconds(builtin: string, ns: bigint, origin: unknown): object {
  if (ns < EARLIEST || ns > LATEST) {
    throw unexpected(builtin, 'a result between the years 1677 and 2262', origin);
  }
  return exactInteger(ns);
}

/** Division that rounds down, also before 1970. */
export function floorDivide(ns: bigint, unit: bigint): bigint {
  return ns >= 0n ? ns / unit : (ns - unit + 1n) / unit;
}
