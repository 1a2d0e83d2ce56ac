import { describe, expect, it } from 'vitest';
import { type DrainPorts, drain } from './drain.ts';
import { FakeClock } from './testing/fake-clock.ts';

const limits = { graceMs: 2_000, limitMs: 10_000 };
const atOnce = { ...limits, graceMs: 0 };
const never = new Promise<void>(() => undefined);

function watched(change: Partial<DrainPorts> = {}) {
  const clock = new FakeClock();
  const steps: string[] = [];
  const step = (name: string) => () =>
    void steps.push(`${name} at ${(clock.now().getTime() - start) / 1_000} s`);
  const start = clock.now().getTime();
  const ports: DrainPorts = {
    announce: step('announce'),
    stopLeading: async () => step('stop leading')(),
    endStreams: step('end streams'),
    finishRequests: async () => step('finish requests')(),
    cutRequests: step('cut requests'),
    clock,
    ...change,
  };
  return { ports, clock, steps };
}

/** Lets everything happen that waits for no time. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('when a process is asked to end', () => {
  it('says no first, leads no more at once, and takes requests for a while', async () => {
    const { ports, clock, steps } = watched();
    const ended = drain(ports, limits);
    await settle();
    expect(steps).toEqual(['announce at 0 s', 'stop leading at 0 s']);
    clock.advance(2_000);
    await expect(ended).resolves.toEqual({ requestsCut: false, leadingCut: false });
    expect(steps.slice(2)).toEqual(['end streams at 2 s', 'finish requests at 2 s']);
  });

  it('waits for nothing where nobody balances load', async () => {
    const { ports, clock } = watched();
    await drain(ports, atOnce);
    expect(clock.sleeping).toBe(0);
  });

  it('cuts off requests that take too long', async () => {
    const { ports, clock, steps } = watched({ finishRequests: () => never });
    const ended = drain(ports, atOnce);
    await settle();
    expect(steps).not.toContain('cut requests at 10 s');
    clock.advance(10_000);
    await expect(ended).resolves.toEqual({ requestsCut: true, leadingCut: false });
    expect(steps).toContain('cut requests at 10 s');
  });

  it('gives up waiting for the work of a leader', async () => {
    const { ports, clock } = watched({ stopLeading: () => never });
    const ended = drain(ports, atOnce);
    await settle();
    clock.advance(10_000);
    await expect(ended).resolves.toEqual({ requestsCut: false, leadingCut: true });
  });

  it('rejects with what went wrong, after the requests are finished', async () => {
    const { ports, steps } = watched({ stopLeading: () => Promise.reject(new Error('defect')) });
    await expect(drain(ports, atOnce)).rejects.toThrow('defect');
    expect(steps).toContain('finish requests at 0 s');
  });
});
