import { describe, expect, it } from 'vitest';
import { memoryFigures } from './memory-figures.ts';

const cases = [
  {
    name: 'compares the first tenth with the last, whatever is between',
    samples: [
      [0, 200],
      [0.05, 220],
      [0.1, 210],
      [0.5, 900],
      [0.9, 230],
      [0.95, 231],
      [1, 232],
    ],
    figures: { medianMB: 230, maxMB: 900, firstMB: 210, lastMB: 231, growthPercent: 10 },
  },
  {
    name: 'takes the first and the last look where no other came in time',
    samples: [
      [0.3, 100],
      [0.6, 90],
    ],
    figures: { medianMB: 95, maxMB: 100, firstMB: 100, lastMB: 90, growthPercent: -10 },
  },
  {
    name: 'has grown by nothing when there was one look',
    samples: [[0.5, 150]],
    figures: { medianMB: 150, maxMB: 150, firstMB: 150, lastMB: 150, growthPercent: 0 },
  },
];

describe('memoryFigures', () => {
  it.each(cases)('$name', ({ samples, figures }) => {
    const given = samples.map(([done = 0, megabytes = 0]) => ({ done, megabytes }));
    expect(memoryFigures(given)).toEqual(figures);
  });
});
