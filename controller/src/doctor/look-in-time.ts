import { setTimeout as delay } from 'node:timers/promises';
import { withoutCredentials } from '@souk/git/git-error.ts';
import type { Check, Diagnosis, Surroundings } from './diagnosis.ts';

/** Has a check look, and says so when it takes too long or breaks. Never rejects. */
export async function lookInTime<P extends Surroundings>(
  { name, look }: Check<P>,
  patient: P,
  limitMs: number,
): Promise<readonly Diagnosis[]> {
  const done = new AbortController();
  const late = delay(limitMs, [tooLate(name, limitMs)], { signal: done.signal });
  // The one that lost the race has nobody left to tell.
  late.catch(() => undefined);
  try {
    return await Promise.race([look(patient), late]);
  } catch (error) {
    const words = withoutCredentials(error instanceof Error ? error.message : String(error));
    return [{ name, status: 'fail', found: words, advice: 'This is not expected: please report it.' }];
  } finally {
    done.abort();
  }
}

function tooLate(name: string, limitMs: number): Diagnosis {
  const found = `nothing came within ${limitMs / 1_000} s`;
  return { name, status: 'fail', found, advice: 'Look at the network, and try again.' };
}
