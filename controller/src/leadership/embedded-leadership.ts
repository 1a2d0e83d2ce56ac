import type { EmbeddedStore } from '../store/store.ts';
import { beginTerm } from './begin-term.ts';
import { holdTerm } from './hold-term.ts';
import type { Leadership } from './leadership.ts';
import type { LeadershipOptions } from './leadership-options.ts';

/** Leadership on a database of this process alone: who holds the data folder leads, for as long as it likes. */
export function embeddedLeadership({ db }: EmbeddedStore, options: LeadershipOptions): Leadership {
  let free = Promise.resolve();
  return {
    acquire: async (signal) => {
      signal.throwIfAborted();
      const before = free;
      const lead = Promise.withResolvers<void>();
      free = before.then(() => lead.promise);
      try {
        await orAborted(before, signal);
        const { rows } = await db.executeQuery(beginTerm(db, options));
        const lost = new AbortController();
        return holdTerm({
          ...options,
          db,
          token: Number(rows[0]?.token),
          signal: AbortSignal.any([signal, lost.signal]),
          giveUp: async () => lead.resolve(),
          onFenced: (reason) => lost.abort(new Error(reason)),
        });
      } catch (error) {
        lead.resolve();
        throw error;
      }
    },
  };
}

async function orAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
