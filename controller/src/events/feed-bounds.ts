import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/** The stretch of the log that can be read. */
export interface FeedBounds {
  /** Tells this database from one made anew, whose events count from 1 again. */
  readonly epoch: string;
  /** The first event that is kept; one after the newest when none is. */
  readonly oldest: number;
  /** The last event; zero before the first. */
  readonly newest: number;
}

export async function readFeedBounds(db: Queryable): Promise<FeedBounds> {
  const { rows } = await sql<{ epoch: string; newest: string | number; oldest: string | number | null }>`
    select cursor.epoch, head.seq as newest, (select min(seq) from event) as oldest
    from sync_cursor as cursor, log_head as head
    where head.log = 'event'`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('The store has no log of events.');
  const newest = Number(row.newest);
  return { epoch: row.epoch, newest, oldest: row.oldest === null ? newest + 1 : Number(row.oldest) };
}
