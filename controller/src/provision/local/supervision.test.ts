import { describe, expect, it } from 'vitest';
import { beginning, type Supervision, type SupervisionEvent, supervise } from './supervision.ts';

const pace = { firstMs: 500, longestMs: 60_000, random: () => 1 };
const after = (...events: readonly (readonly [number, SupervisionEvent])[]): Supervision =>
  events.reduce((state, [at, event]) => supervise(state, event, at, pace), beginning);
const ended: SupervisionEvent = { type: 'ended', why: 'It ended.' };
const cameUp: SupervisionEvent = { type: 'came-up' };
const rested: SupervisionEvent = { type: 'rested' };

describe('when an instance is kept running', () => {
  it('runs once it has come up', () => {
    expect(after([5, cameUp])).toEqual({ phase: 'running', ends: 0, since: 5 });
  });

  it('waits before it is started anew, and twice as long each time', () => {
    const pauses = [1, 2, 3, 4].map((times) => {
      const events = Array.from({ length: times }, () => [0, ended] as const);
      const state = after(...events);
      return state.phase === 'waiting' ? state.until : undefined;
    });
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000]);
  });

  it('waits for a minute at most, however often it ended', () => {
    const state = after(...Array.from({ length: 500 }, () => [0, ended] as const));
    expect(state).toMatchObject({ phase: 'waiting', until: 60_000, ends: 500 });
  });

  it('counts from one again when it was well for a minute', () => {
    const often = [[0, ended] as const, [0, ended] as const, [0, rested] as const, [0, cameUp] as const];
    expect(after(...often, [59_999, ended])).toMatchObject({ ends: 3 });
    expect(after(...often, [60_000, ended])).toMatchObject({ ends: 1, until: 60_500, why: 'It ended.' });
  });

  it('is started anew when it has rested, and not counted as well for that', () => {
    expect(after([0, ended], [500, rested])).toEqual({ phase: 'starting', ends: 1 });
    expect(after([0, ended], [500, rested], [90_000, ended])).toMatchObject({ ends: 2 });
  });

  it('stays stopped, whatever comes', () => {
    expect(after([0, cameUp], [1, { type: 'stopped' }], [2, ended], [3, rested], [4, cameUp])).toEqual({
      phase: 'stopped',
    });
  });
});
