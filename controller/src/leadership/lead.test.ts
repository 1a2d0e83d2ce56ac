import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { until } from '../testing/until.ts';
import { lead } from './lead.ts';
import type { Leadership } from './leadership.ts';
import type { LeaderService, Term } from './term.ts';

/** Gives the lead whenever it is asked for. */
function alwaysLeading(): Leadership & { released: number } {
  const leadership = {
    released: 0,
    acquire: async (signal: AbortSignal) => ({
      token: leadership.released + 1,
      ended: signal,
      write: async () => {
        throw new Error('nothing is written here');
      },
      release: async () => {
        leadership.released++;
      },
    }),
  };
  return leadership;
}

const untilEnded: LeaderService = {
  name: 'patient',
  run: ({ ended }) =>
    new Promise((resolve) => {
      if (ended.aborted) resolve();
      ended.addEventListener('abort', () => resolve());
    }),
};

function start(services: readonly LeaderService[]) {
  const leadership = alwaysLeading();
  const clock = new FakeClock();
  const stop = new AbortController();
  const terms: (Term | undefined)[] = [];
  const options = {
    services,
    clock,
    logger: pino({ level: 'silent' }),
    onTerm: (term?: Term) => terms.push(term),
  };
  return { leadership, clock, stop, terms, done: lead(leadership, options, stop.signal) };
}

describe('when this process leads', () => {
  it('runs every service, and gives the lead up when all have ended', async () => {
    const { stop, done, terms, leadership } = start([untilEnded, untilEnded]);
    await until(
      () => terms.length,
      (length) => length === 1,
    );
    stop.abort();
    await done;
    expect(terms.map((term) => term?.token)).toEqual([1, undefined]);
    expect(leadership.released).toBe(1);
  });

  it('gives the lead up when a service fails, and takes it again after a pause', async () => {
    let runs = 0;
    const failing: LeaderService = {
      name: 'failing',
      run: async (term) => {
        if (++runs === 1) throw new Error('a defect');
        await untilEnded.run(term);
      },
    };
    const { stop, done, leadership, clock } = start([failing, untilEnded]);
    await until(
      () => clock.sleeping,
      (sleeping) => sleeping === 1,
    );
    expect({ runs, released: leadership.released }).toEqual({ runs: 1, released: 1 });
    clock.advance(5_000);
    await until(
      () => runs,
      (count) => count === 2,
    );
    stop.abort();
    await done;
  });
});
