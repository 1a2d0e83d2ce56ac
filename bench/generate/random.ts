import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of choices that the same seed makes again. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  int(min: number, max: number): number;
  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T;
  /** Up to `most` different items, at least one. */
  some<T>(items: readonly T[], most: number): T[];
  chance(share: number): boolean;
  /** Hexadecimal digits; their number is a multiple of eight. */
  hex(digits: number): string;
}

export function seededRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const int = (min: number, max: number): number => uniformInt(generator, min, max);
  const pick = <T>(items: readonly T[]): T => {
    const item = items[int(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  return {
    int,
    pick,
    some: (items, most) => {
      const count = int(1, Math.min(most, items.length));
      return [...new Set(Array.from({ length: count }, () => pick(items)))];
    },
    chance: (share) => int(1, 10_000) <= share * 10_000,
    hex: (digits) =>
      Array.from({ length: digits / 8 }, () => int(0, 0xffff_ffff).toString(16).padStart(8, '0')).join(''),
  };
}
