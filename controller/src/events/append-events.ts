import { sql } from 'kysely';
import { lockLog } from '../store/lock-log.ts';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import type { NewEvent } from './event.ts';

/**
 * Appends events to the log, in the transaction that makes them true. Numbers have no gaps, and whoever reads up to
 * a number has missed nothing below it: the head of the log stays locked until the transaction ends.
 *
 * @returns the number of the last event; that of the log when there is nothing to append
 */
export async function appendEvents(
  db: Queryable,
  events: readonly NewEvent[],
  { revision, now }: { readonly revision: number; readonly now: Date },
): Promise<number> {
  const { seq } = await lockLog(db, 'event');
  if (events.length === 0) return seq;
  const rows = events.map(({ type, entity, change, commit, data }, i) => ({
    seq: seq + i + 1,
    type,
    kind: entity?.kind,
    id: entity?.id,
    change,
    commit,
    revision,
    at: now,
    data,
  }));
  await writeRows(db, 'event', rows);
  const last = seq + events.length;
  await sql`update log_head set seq = ${last} where log = 'event'`.execute(db);
  return last;
}
