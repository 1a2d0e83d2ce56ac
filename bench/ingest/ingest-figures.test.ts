import { describe, expect, it } from 'vitest';
import { type IngestFigures, shareOf, worstMemory } from './ingest-figures.ts';

function figures(growthPercent: number): IngestFigures {
  return {
    ...{
      events: 1,
      connections: 1,
      eventsPerSec: 1,
      p50Ms: 1,
      p99Ms: 1,
      sentAway: 0,
      floorPerSec: 1,
      ofFloor: 1,
    },
    memory: { medianMB: 1, maxMB: 1, firstMB: 1, lastMB: 1, growthPercent },
  };
}

describe('worstMemory', () => {
  it('takes the run that has grown most, and names it', () => {
    const worst = worstMemory({
      ingest: { 1: figures(-3), 100: figures(8) },
      postgres: { 100: figures(2), 1000: figures(7.9) },
    });
    expect(worst).toMatchObject({ of: 'ingest.100', growthPercent: 8 });
  });

  it('names a run also when none has grown', () => {
    expect(worstMemory({ ingest: {}, postgres: { 1: figures(-1) } })?.of).toBe('postgres.1');
  });

  it('is nothing when nothing was measured', () => {
    expect(worstMemory({ ingest: {}, postgres: {} })).toBeUndefined();
  });
});

it('never shows a share that was not reached', () => {
  expect([shareOf(10, 100), shareOf(19_999, 100_000), shareOf(300, 100)]).toEqual([0.1, 0.19, 3]);
});
