import type { Clock } from '../../clock.ts';

/** Timers of Node end at once when they are set to more than some weeks. */
const LONGEST_MS = 24 * 60 * 60 * 1_000;

/** Resolves at a time, or at once when the signal fires. */
export async function sleepUntil(clock: Clock, at: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    const left = at - clock.now().getTime();
    if (left <= 0 || signal.aborted) return;
    await clock.sleep(Math.min(left, LONGEST_MS), signal);
  }
}
