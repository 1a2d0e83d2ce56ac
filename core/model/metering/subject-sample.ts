import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import Big from 'big.js';

/** Up to so many subjects of a metric in a month are told apart one by one. */
export const MOST_SUBJECTS = 10_000;

const BYTES = 16;

/** How many different ones there are. */
export interface SubjectCount {
  readonly count: string;
  /** Relative standard error as a decimal; undefined for a number that is exact. In 95 of 100 cases it is off by less than twice that. */
  readonly error: string | undefined;
}

/** What stands for a subject: 32 hex digits that look as if drawn by lot. */
export function hashSubject(subject: string): string {
  return bytesToHex(sha256(utf8ToBytes(subject)).subarray(0, BYTES));
}

/** How many bits at the beginning of a hash are 0: half of all have one, a quarter has two. */
export function leadingZeros(hash: string): number {
  let zeros = 0;
  for (const digit of hash) {
    const bits = Math.clz32(Number.parseInt(digit, 16)) - 28;
    zeros += bits;
    if (bits < 4) break;
  }
  return zeros;
}

/**
 * The level of a sample: the least so that at most `most` of those with as many leading zeros are left. It depends on
 * nothing but which subjects there are, so neither order nor who counted some of them first changes it.
 *
 * @param counts how many different subjects have exactly so many leading zeros
 * @param level below which nothing was kept
 */
export function fitLevel(counts: ReadonlyMap<number, number>, level: number, most = MOST_SUBJECTS): number {
  const atLeast = (least: number): number =>
    [...counts].reduce((sum, [zeros, count]) => (zeros >= least ? sum + count : sum), 0);
  let fitting = level;
  while (atLeast(fitting) > most) fitting++;
  return fitting;
}

/**
 * @param kept different subjects with at least `level` leading zeros
 */
export function estimateSubjects(kept: number, level: number): SubjectCount {
  const count = (BigInt(kept) << BigInt(level)).toString();
  if (level === 0) return { count, error: undefined };
  const error = kept === 0 ? new Big(1) : new Big(1 / Math.sqrt(kept));
  return { count, error: error.toFixed(4, Big.roundUp) };
}
