import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { type Subscribe, WakeUps } from '../events/wake-ups.ts';
import type { Term } from '../leadership/term.ts';
import { retryDelay } from '../retry-delay.ts';

export interface Passes {
  /** Of the work, as logs name it. */
  readonly name: string;
  /** Does all that there is to do by now. */
  readonly pass: () => Promise<void>;
  /** Called when a pass failed, before it is tried again. */
  readonly onFailure: () => void;
  readonly subscribe: Subscribe;
  /** Looks anew after this long even if nobody announced anything. */
  readonly idleMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From 0 up to 1. */
  readonly random: () => number;
}

const RETRIES = { firstMs: 5_000, longestMs: 15 * 60 * 1_000 };

/** One pass right away, one after each announcement, and one again later after each that failed, until the term ends. */
export async function runPasses({ ended }: Term, passes: Passes): Promise<void> {
  const { name, pass, onFailure, subscribe, idleMs, clock, logger, random } = passes;
  const wakeUps = new WakeUps(subscribe, clock, ended);
  let failures = 0;
  try {
    while (!ended.aborted) {
      wakeUps.attend();
      try {
        await pass();
        failures = 0;
      } catch (error) {
        if (ended.aborted) return;
        onFailure();
        const retryMs = retryDelay(++failures, { ...RETRIES, random });
        logger.error({ err: error }, `${name} failed; it is tried again in ${Math.ceil(retryMs / 1_000)} s`);
        // Announcements do not hurry what fails.
        await clock.sleep(retryMs, ended);
        continue;
      }
      await wakeUps.rest(idleMs);
    }
  } finally {
    wakeUps.stop();
  }
}
