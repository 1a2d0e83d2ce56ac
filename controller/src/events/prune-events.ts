import { sql } from 'kysely';
import type { Term } from '../leadership/term.ts';
import type { Queryable, Store } from '../store/store.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** The change feed goes back so far at least. */
const KEPT_MS = 90 * DAY_MS;
/** Events of one transaction. */
const BATCH = 1_000;

/**
 * Throws the beginning of the log away: events that are old, that every subscription has been followed beyond, and of
 * which there is no delivery any more. Writes nothing where there is nothing to throw away.
 */
export async function pruneEvents({ db }: Pick<Store, 'db'>, term: Term, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  while (!term.ended.aborted && (await readLastPrunable(db, before)) !== undefined)
    await term.write(async (transaction) => {
      const last = await readLastPrunable(transaction, before);
      if (last !== undefined) await transaction.deleteFrom('event').where('seq', '<=', last).execute();
    });
}

/** Clocks can go back, but the log keeps no gaps: what is behind the first event that has to stay, stays. */
async function readLastPrunable(db: Queryable, before: Date): Promise<number | undefined> {
  const { rows } = await sql<{ last: string | number | null }>`
    with oldest as (select seq, at from event order by seq limit ${BATCH})
    select max(seq) as last from oldest
    where seq < all (
      (select seq from oldest where at >= ${before.toISOString()}::timestamptz order by seq limit 1)
      union all
      (select seq + 1 from subscription_state order by seq limit 1)
      union all
      (select seq from delivery order by seq limit 1)
    )`.execute(db);
  const last = rows[0]?.last ?? null;
  return last === null ? undefined : Number(last);
}
