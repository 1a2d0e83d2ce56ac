import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { WakeUps } from './wake-ups.ts';

function open() {
  const clock = new FakeClock();
  const ended = new AbortController();
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  const wakeUps = new WakeUps(subscribe, clock, ended.signal);
  return {
    clock,
    ended,
    wakeUps,
    listeners,
    announce: () => listeners.forEach((listener) => void listener()),
  };
}

describe('when something is announced', () => {
  it('ends a rest', async () => {
    const { wakeUps, announce } = open();
    wakeUps.attend();
    const rest = wakeUps.rest(1_000);
    announce();
    expect(await rest).toBe(true);
  });

  it('is not lost on somebody who was at work', async () => {
    const { wakeUps, announce, clock } = open();
    wakeUps.attend();
    announce();
    expect(await wakeUps.rest(1_000)).toBe(true);
    expect(clock.sleeping).toBe(0);
  });

  it('does not count what came before the look', async () => {
    const { wakeUps, announce, clock } = open();
    announce();
    wakeUps.attend();
    const rest = wakeUps.rest(1_000);
    clock.advance(1_000);
    expect(await rest).toBe(false);
  });
});

describe('when nobody waits any more', () => {
  it('ends a rest, and does not begin another', async () => {
    const { wakeUps, ended, listeners } = open();
    const rest = wakeUps.rest(1_000);
    ended.abort();
    expect([await rest, await wakeUps.rest(1_000)]).toEqual([false, false]);
    wakeUps.stop();
    expect(listeners.size).toBe(0);
  });
});
