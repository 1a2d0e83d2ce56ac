import type { Kysely } from 'kysely';
import { StoreError } from '../store/store-error.ts';
import type { Tables } from '../store/tables.ts';
import { fencedWrite } from './fenced-write.ts';
import type { HeldTerm } from './leadership.ts';
import type { LeadershipOptions } from './leadership-options.ts';

export interface TermParts extends Pick<LeadershipOptions, 'onWrite'> {
  readonly db: Kysely<Tables>;
  readonly token: number;
  /** Ends the term without giving up the lead. */
  readonly signal: AbortSignal;
  /** Gives up the lead. */
  readonly giveUp: () => Promise<void>;
  /** Told when a write shows that somebody else leads by now. */
  readonly onFenced: (reason: string) => void;
}

/** A term that has begun, until it is released or its `signal` fires. */
export function holdTerm({ db, token, signal, giveUp, onWrite, onFenced }: TermParts): HeldTerm {
  const released = new AbortController();
  return {
    token,
    ended: AbortSignal.any([signal, released.signal]),
    write: async (work) => {
      try {
        const { result, rows } = await fencedWrite(db, token, work);
        if (rows > 0) onWrite?.(rows);
        return result;
      } catch (error) {
        if (error instanceof StoreError && error.code === 'fenced') onFenced(error.message);
        throw error;
      }
    },
    release: async () => {
      released.abort();
      await giveUp();
    },
  };
}
