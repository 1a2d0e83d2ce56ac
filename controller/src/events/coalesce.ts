import type { Clock } from '../clock.ts';

/**
 * Calls at once, and for calls that come soon after that once more when the time is over: whoever is told a thousand
 * things looks once.
 *
 * @param call never rejects
 */
export function coalesce(call: () => Promise<void>, everyMs: number, clock: Clock): () => Promise<void> {
  let resting: Promise<void> | undefined;
  let again = false;
  const rest = async (): Promise<void> => {
    await clock.sleep(everyMs, new AbortController().signal);
    resting = undefined;
    if (again) await begin();
  };
  const begin = async (): Promise<void> => {
    again = false;
    resting = rest();
    await call();
  };
  return async () => {
    if (resting === undefined) await begin();
    else again = true;
  };
}
