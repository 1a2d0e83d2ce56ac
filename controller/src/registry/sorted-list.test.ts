import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedList } from './sorted-list.ts';

describe('when items come and go, few or many at a time', () => {
  const numbers = fc.uniqueArray(fc.nat(300), { maxLength: 120, size: 'max' });

  it('holds them in order', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ coming: numbers, leaving: numbers }), { maxLength: 6 }), (history) => {
        const list = new SortedList<number>((a, b) => a - b);
        let truth = new Set<number>();
        for (const { coming, leaving } of history) {
          const added = coming.filter((number) => !truth.has(number));
          list.addAll(added);
          list.removeAll(new Set(leaving));
          truth = new Set([...truth, ...added].filter((number) => !leaving.includes(number)));
        }
        expect(list.items).toEqual([...truth].sort((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });
});
