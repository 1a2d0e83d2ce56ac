import type { LoggedEvent } from '../events/event.ts';
import { loggedEvent } from '../events/logged-event.ts';
import type { Queryable } from '../store/store.ts';

/** The events with these numbers, by number. */
export async function readEventsBySeq(
  db: Queryable,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, LoggedEvent>> {
  if (seqs.length === 0) return new Map();
  const rows = await db.selectFrom('event').selectAll().where('seq', 'in', seqs).execute();
  return new Map(rows.map(loggedEvent).map((event) => [event.seq, event]));
}
