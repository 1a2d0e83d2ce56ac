import type { Term } from '../leadership/term.ts';
import type { Store } from '../store/store.ts';

/** A term of a process that leads unchallenged, until it is told to end. */
export function aTerm({ db }: Store): Term & { end(): void } {
  const ending = new AbortController();
  return {
    token: 1,
    ended: ending.signal,
    write: (work) => db.transaction().execute(work),
    end: () => ending.abort(),
  };
}
