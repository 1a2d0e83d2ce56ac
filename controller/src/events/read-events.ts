import type { Queryable } from '../store/store.ts';
import type { LoggedEvent } from './event.ts';
import { loggedEvent } from './logged-event.ts';

export interface EventRange {
  /** Events with larger numbers are read, in order. */
  readonly after: number;
  readonly limit: number;
  /** Leaves out what changes no entity. */
  readonly changesOnly?: boolean;
}

/** Reads a stretch of the log, the oldest first. */
export async function readEvents(
  db: Queryable,
  { after, limit, changesOnly = false }: EventRange,
): Promise<LoggedEvent[]> {
  const rows = await db
    .selectFrom('event')
    .selectAll()
    .where('seq', '>', after)
    .$if(changesOnly, (query) => query.where('change', 'is not', null))
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(loggedEvent);
}
