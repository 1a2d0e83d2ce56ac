import { describe, expect, it } from 'vitest';
import { createPatience } from './patience.ts';

describe('when requests have to wait', () => {
  it.each<
    [name: string, waits: readonly (readonly [at: number, seconds: number])[], allowed: readonly boolean[]]
  >([
    ['as long as there is', [[0, 60]], [true]],
    ['longer than there is', [[0, 61]], [false]],
    [
      'one after another',
      [
        [0, 30],
        [30, 30],
        [60, 1],
      ],
      [true, true, false],
    ],
    [
      'at the same time',
      [
        [0, 50],
        [1, 50],
        [2, 40],
      ],
      [true, true, true],
    ],
    [
      'a while in between',
      [
        [0, 50],
        [1000, 11],
        [1000, 10],
      ],
      [true, false, true],
    ],
  ])('spends the budget once for all: %s', (_name, waits, allowed) => {
    let now = 0;
    const mayWait = createPatience(60, () => now);
    const answers = waits.map(([at, seconds]) => {
      now = at * 1000;
      return mayWait(seconds);
    });
    expect(answers).toEqual(allowed);
  });
});
