import { withoutCredentials } from '@souk/git/git-error.ts';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { ChangeSignal } from '../events/change-signal.ts';
import { Listeners } from '../events/listeners.ts';
import type { Registry } from './registry.ts';

export interface FollowPorts {
  readonly registry: Registry;
  readonly signal: ChangeSignal;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What memory may lack of the store. */
export interface Behind {
  /** When the oldest look began that none has made up for. */
  readonly since: Date;
  /** Why the last one failed; undefined while none of them has ended. */
  readonly reason: string | undefined;
}

export interface Following {
  /** Undefined while memory holds what the store held at the last look. */
  behind(): Behind | undefined;
  /**
   * Resolves when memory holds everything that was committed before the call. Never rejects: a database that is away
   * is asked again later.
   */
  catchUp(): Promise<void>;
  /** Calls back whenever memory holds something new; returns the way to stop. */
  subscribe(listener: () => void): () => void;
  close(): Promise<void>;
}

/** The net below the signal: a look at two rows of the store. */
const POLL_MS = 10_000;

/** Keeps the registry in the memory of this replica true to the store, whoever writes it. */
export function followChanges({ registry, signal, clock, logger }: FollowPorts): Following {
  const closed = new AbortController();
  const listeners = new Listeners();
  let under = Promise.resolve();
  let next: Promise<void> | undefined;
  let behind: Behind | undefined;

  const look = async (): Promise<void> => {
    if (closed.signal.aborted) return;
    const since = behind?.since ?? clock.now();
    behind = { since, reason: behind?.reason };
    try {
      const isNews = await registry.refresh();
      behind = undefined;
      if (isNews) listeners.call();
    } catch (error) {
      const reason = withoutCredentials(error instanceof Error ? error.message : String(error));
      behind = { since, reason };
      logger.warn({ err: error }, 'the registry could not be brought up to date; it is tried again');
    }
  };
  // A look that is under way may have begun before what the caller wants to see, so another one follows it.
  const catchUp = (): Promise<void> => {
    next ??= under.then(() => {
      next = undefined;
      under = look();
      return under;
    });
    return next;
  };
  const poll = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      await clock.sleep(POLL_MS, closed.signal);
      await catchUp();
    }
  };

  const unsubscribe = signal.subscribe(() => void catchUp());
  const polling = poll();
  return {
    behind: () => behind,
    catchUp,
    subscribe: (listener) => listeners.add(listener),
    close: async () => {
      unsubscribe();
      closed.abort();
      await polling;
    },
  };
}
