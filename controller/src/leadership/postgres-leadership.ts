import { retryDelay } from '../retry-delay.ts';
import type { PostgresStore } from '../store/store.ts';
import { textOfCause } from '../store/store-error.ts';
import { beginTerm } from './begin-term.ts';
import { clearWay } from './clear-way.ts';
import { holdTerm } from './hold-term.ts';
import type { HeldTerm, Leadership } from './leadership.ts';
import type { LeadershipOptions } from './leadership-options.ts';
import { LockSession } from './lock-session.ts';

const RECONNECT = { firstMs: 250, longestMs: 5_000, random: Math.random };

/** Leadership on a shared server: who holds its advisory lock leads. Why it is a lock and no lease: ADR 15. */
export function postgresLeadership(store: PostgresStore, options: LeadershipOptions): Leadership {
  const { clock, logger } = options;
  return {
    acquire: async (signal) => {
      for (let failures = 1; ; failures++) {
        signal.throwIfAborted();
        try {
          return await takeOver(store, options, signal);
        } catch (error) {
          signal.throwIfAborted();
          logger.warn({ reason: textOfCause(error) }, 'the lead could not be asked for; trying again');
          await clock.sleep(retryDelay(failures, RECONNECT), signal);
        }
      }
    },
  };
}

async function takeOver(
  store: PostgresStore,
  options: LeadershipOptions,
  signal: AbortSignal,
): Promise<HeldTerm> {
  const session = await LockSession.open(store, options.clock);
  const cancel = (): void => void session.close();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    signal.throwIfAborted();
    await session.lock();
    const token = await nextToken(session, store, options);
    return openTerm(session, { store, options, signal, token });
  } catch (error) {
    await session.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** Begins the term in the session of the lock: when that is gone, none begins. */
async function nextToken(
  session: LockSession,
  { db }: PostgresStore,
  options: LeadershipOptions,
): Promise<number> {
  const { clock, logger } = options;
  const begun = new AbortController();
  const clearing = clearWay(db, { pid: await session.pid(), clock, begun: begun.signal }).catch(
    (error: unknown) => logger.warn({ err: error }, 'what the leader before left open could not be ended'),
  );
  try {
    const [row] = await session.queryAlone('leadership', beginTerm(db, options));
    if (row === undefined) throw new Error('The store has no row for its leader.');
    return Number(row.token);
  } finally {
    begun.abort();
    await clearing;
  }
}

function openTerm(session: LockSession, { store, options, signal, token }: TermOpening): HeldTerm {
  const { logger, onWrite } = options;
  session.lost.addEventListener('abort', () => {
    logger.warn({ token, reason: textOfCause(session.lost.reason) }, 'the session of the leader is lost');
  });
  void session.keepAlive();
  return holdTerm({
    db: store.db,
    token,
    signal: AbortSignal.any([signal, session.lost]),
    giveUp: () => session.close(),
    onWrite,
    onFenced: (reason) => session.lose(reason),
  });
}

interface TermOpening {
  readonly store: PostgresStore;
  readonly options: LeadershipOptions;
  readonly signal: AbortSignal;
  readonly token: number;
}
