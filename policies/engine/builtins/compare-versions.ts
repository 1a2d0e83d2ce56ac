import { BuiltinError, unexpected } from './builtin-error.ts';
import { readText } from './read-operand.ts';

const BUILTIN = 'semver.compare';

const IDENTIFIERS = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';

/** Laxer than the standard, as OPA is: a leading v, leading zeros, a `-` or `+` with nothing behind it. */
const FORM = new RegExp(`^v?(\\d+)\\.(\\d+)\\.(\\d+)(?:-(${IDENTIFIERS})?)?(?:\\+(?:${IDENTIFIERS})?)?$`);

/** OPA holds numbers in 64 bits: it refuses a version above, and takes a pre-release number above for this. */
const HIGHEST = 2n ** 63n - 1n;

interface Version {
  readonly numbers: readonly bigint[];
  readonly preRelease: string;
}

/** `semver.is_valid(vsn)`: false for whatever is no text. */
export function isVersion(vsn: unknown): boolean {
  return typeof vsn === 'string' && parseVersion(vsn) !== undefined;
}

/**
 * `semver.compare(a, b)`: -1, 0 or 1. The package `semver` would not do: it refuses numbers above 2^53 and texts
 * above 256 characters, which OPA compares.
 *
 * @throws {BuiltinError} when one is no version, or the two differ only in how a pre-release number is written
 *   (`1.0.0-01` and `1.0.0-1`): there OPA itself never comes to an answer
 */
export function compareVersions(a: unknown, b: unknown): -1 | 0 | 1 {
  const [one, other] = [readVersion(a), readVersion(b)];
  for (const [index, number] of one.numbers.entries()) {
    const order = compare(number, other.numbers[index] ?? 0n);
    if (order !== 0) return order;
  }
  if (one.preRelease === other.preRelease) return 0;
  if (one.preRelease === '' || other.preRelease === '') return one.preRelease === '' ? 1 : -1;
  const order = comparePreReleases(one.preRelease.split('.'), other.preRelease.split('.'));
  if (order === 0) {
    const pair = JSON.stringify([a, b]);
    throw new BuiltinError(
      BUILTIN,
      `expected pre-releases that differ in more than leading zeros, got ${pair}`,
    );
  }
  return order;
}

function readVersion(value: unknown): Version {
  const version = parseVersion(readText(BUILTIN, value));
  if (version === undefined) throw unexpected(BUILTIN, 'a semantic version such as 1.4.0', value);
  return version;
}

function parseVersion(text: string): Version | undefined {
  const [form, major = '', minor = '', patch = '', preRelease = ''] = FORM.exec(text) ?? [];
  if (form === undefined) return undefined;
  const numbers = [BigInt(major), BigInt(minor), BigInt(patch)];
  return numbers.every((number) => number <= HIGHEST) ? { numbers, preRelease } : undefined;
}

function comparePreReleases(one: readonly string[], other: readonly string[]): -1 | 0 | 1 {
  for (const [index, identifier] of one.entries()) {
    const against = other[index];
    if (against === undefined) return 1;
    const order = compareIdentifiers(identifier, against);
    if (order !== 0) return order;
  }
  return one.length < other.length ? -1 : 0;
}

function compareIdentifiers(one: string, other: string): -1 | 0 | 1 {
  const [number, otherNumber] = [toNumber(one), toNumber(other)];
  if (number !== undefined && otherNumber !== undefined) return compare(number, otherNumber);
  if (number !== undefined) return -1;
  return otherNumber !== undefined ? 1 : compare(one, other);
}

function toNumber(identifier: string): bigint | undefined {
  if (!/^\d+$/.test(identifier)) return undefined;
  const number = BigInt(identifier);
  return number > HIGHEST ? HIGHEST : number;
}

function compare<T extends bigint | string>(one: T, other: T): -1 | 0 | 1 {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
