import { describe, expect, it } from 'vitest';
import { assessBudget, peerFigures } from './policy-figures.ts';
import { summarise } from './summarise.ts';

describe('when a figure was measured several times', () => {
  const cases = [
    { name: 'once', samples: [7], expected: { median: 7, min: 7, max: 7, runs: 1 } },
    { name: 'an odd number of times', samples: [9, 1, 5], expected: { median: 5, min: 1, max: 9, runs: 3 } },
    {
      name: 'an even number of times',
      samples: [4, 1, 2, 9],
      expected: { median: 3, min: 1, max: 9, runs: 4 },
    },
  ];
  it.each(cases)('summarises what was measured $name', ({ samples, expected }) => {
    expect(summarise(samples)).toEqual(expected);
  });
});

describe('when a peer has no time', () => {
  it.each([
    { name: 'it is not installed', taken: undefined },
    { name: 'it took too long', taken: [] },
  ])('reports null because $name', ({ taken }) => {
    expect(peerFigures(taken)).toEqual({ wallMs: null, runs: 0 });
  });
});

describe('when the budget is assessed', () => {
  const peers = (wallMs: number | null) => ({ conftest: { 10000: { wallMs } }, opa: {} });

  it('holds at the limits', () => {
    expect(assessBudget({ 10000: { coldMs: 500 } }, peers(5000))).toEqual({
      coldMs: { limit: 500, value: 500, holds: true },
      conftestRatio: { limit: 10, value: 10, holds: true },
    });
  });

  it('does not hold beyond them', () => {
    const { coldMs, conftestRatio } = assessBudget({ 10000: { coldMs: 501 } }, peers(4900));
    expect(coldMs.holds).toBe(false);
    expect(conftestRatio).toEqual({ limit: 10, value: 9.7, holds: false });
  });

  it('does not round up to the limit', () => {
    expect(assessBudget({ 10000: { coldMs: 500 } }, peers(4999)).conftestRatio.holds).toBe(false);
  });

  it('says nothing of what was not measured', () => {
    expect(assessBudget({ 100: { coldMs: 1 } }, { conftest: {}, opa: {} })).toEqual({
      coldMs: { limit: 500, value: null, holds: null },
      conftestRatio: { limit: 10, value: null, holds: null },
    });
    expect(assessBudget({ 10000: { coldMs: 1 } }, peers(null)).conftestRatio.holds).toBe(null);
  });
});
