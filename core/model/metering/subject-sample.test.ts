import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateSubjects, fitLevel, hashSubject, leadingZeros } from './subject-sample.ts';

/** What a store keeps of a set of subjects that come in portions. */
class Sample {
  level = 0;
  kept = new Set<string>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(hashes: Iterable<string>): void {
    for (const hash of hashes) if (leadingZeros(hash) >= this.level) this.kept.add(hash);
    const counts = new Map<number, number>();
    for (const hash of this.kept) counts.set(leadingZeros(hash), (counts.get(leadingZeros(hash)) ?? 0) + 1);
    this.level = fitLevel(counts, this.level, this.#most);
    for (const hash of this.kept) if (leadingZeros(hash) < this.level) this.kept.delete(hash);
  }

  get state() {
    return { level: this.level, kept: [...this.kept].toSorted() };
  }
}

const hashes = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => hashSubject(`s${from + i}`));
const sampleOf = (most: number, ...portions: readonly (readonly string[])[]) => {
  const sample = new Sample(most);
  for (const portion of portions) sample.add(portion);
  return sample;
};

describe('when different subjects are counted', () => {
  it.each([
    ['ffff', 0],
    ['7fff', 1],
    ['1abc', 3],
    ['0800', 4],
    ['000f', 12],
    ['0000', 16],
  ])('finds that %s begins with %d zeros', (hash, zeros) => {
    expect(leadingZeros(hash)).toBe(zeros);
  });

  it('is exact up to the bound, and says so', () => {
    const sample = sampleOf(10_000, hashes(0, 10_000));
    expect(estimateSubjects(sample.kept.size, sample.level)).toEqual({ count: '10000', error: undefined });
    sample.add(hashes(10_000, 10_001));
    expect(sample.level).toBe(1);
    expect(estimateSubjects(sample.kept.size, sample.level).error).toBeDefined();
  });

  it('keeps the same whatever the order, the portions and the repetitions', () => {
    const index = fc.integer({ min: 0, max: 400 });
    const portions = fc.array(fc.array(index, { maxLength: 100 }), { maxLength: 8 });
    fc.assert(
      fc.property(portions, fc.integer({ min: 1, max: 60 }), (indexes, most) => {
        const parts = indexes.map((part) => part.map((i) => hashSubject(`s${i}`)));
        const atOnce = sampleOf(most, parts.flat()).state;
        expect(sampleOf(most, ...parts).state).toEqual(atOnce);
        expect(sampleOf(most, ...parts.toReversed(), parts.flat()).state).toEqual(atOnce);
      }),
    );
  });

  it('is the union when two are put together', () => {
    const range = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }));
    fc.assert(
      fc.property(range, range, fc.integer({ min: 1, max: 60 }), ([a, b], [c, d], most) => {
        const [one, other] = [hashes(a, a + b), hashes(c, c + d)];
        const merged = sampleOf(most, one);
        const second = sampleOf(most, other);
        merged.level = Math.max(merged.level, second.level);
        merged.add([...merged.kept, ...second.kept]);
        for (const hash of merged.kept) if (leadingZeros(hash) < merged.level) merged.kept.delete(hash);
        expect(merged.state).toEqual(sampleOf(most, one, other).state);
      }),
    );
  });

  it('is off by no more than it states', () => {
    const cases = Array.from({ length: 200 }, (_, i) => ({ from: i * 5_000, count: 500 + 15 * i }));
    const off = cases.map(({ from, count }) => {
      const sample = sampleOf(200, hashes(from, from + count));
      const estimate = estimateSubjects(sample.kept.size, sample.level);
      return Math.abs(Number(estimate.count) - count) / count / Number(estimate.error);
    });
    const within = (errors: number) => off.filter((one) => one <= errors).length / off.length;
    expect(within(1)).toBeGreaterThan(0.6);
    expect(within(2)).toBeGreaterThan(0.92);
    expect(within(4.5)).toBe(1);
  });

  it.each([
    [0, 0, '0', undefined],
    [6_400, 3, '51200', '0.0125'],
    [9_999, 1, '19998', '0.0101'],
    [1, 70, '1180591620717411303424', '1.0000'],
    [0, 2, '0', '1.0000'],
  ])('takes %d at level %d for %s', (kept, level, count, error) => {
    expect(estimateSubjects(kept, level)).toEqual({ count, error });
  });
});
