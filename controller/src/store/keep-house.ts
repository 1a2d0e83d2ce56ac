import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import { pruneEvents } from '../events/prune-events.ts';
import type { LeaderService, Term } from '../leadership/term.ts';
import { pruneDeliveries } from '../webhooks/prune-deliveries.ts';
import type { Store } from './store.ts';

export interface HousekeepingPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Rows that this process has written so far. */
  readonly rowsWritten: () => number;
}

/** The store is looked at this often. */
const LOOK_MS = 60_000;
/** After so many rows the embedded database is cleaned up: unlike a server it does not do so by itself. */
const ROWS_BETWEEN_CLEANING = 20_000;

/** Throws away what has had its time, and keeps the embedded database small and its plans good. */
export function createHousekeeping(ports: HousekeepingPorts): LeaderService {
  return { name: 'housekeeping', run: (term) => keepHouse(ports, term) };
}

async function keepHouse(
  { store, clock, logger, rowsWritten }: HousekeepingPorts,
  term: Term,
): Promise<void> {
  let cleanedAt = 0;
  while (!term.ended.aborted) {
    try {
      await removeTombstones(store, term, clock.now());
      await pruneDeliveries(store, term, clock.now());
      await pruneEvents(store, term, clock.now());
      if (store.kind === 'pglite' && rowsWritten() - cleanedAt >= ROWS_BETWEEN_CLEANING) {
        await sql`vacuum analyze`.execute(store.db);
        cleanedAt = rowsWritten();
      }
    } catch (error) {
      if (term.ended.aborted) break;
      logger.warn({ err: error }, 'the store could not be cleaned up; it is tried again');
    }
    await clock.sleep(LOOK_MS, term.ended);
  }
}

async function removeTombstones({ db }: Store, term: Term, now: Date): Promise<void> {
  const expired = await db
    .selectFrom('tombstone')
    .select('id')
    .where('expires_at', '<=', now)
    .limit(1)
    .executeTakeFirst();
  if (expired === undefined) return;
  await term.write((transaction) =>
    transaction.deleteFrom('tombstone').where('expires_at', '<=', now).execute(),
  );
}
