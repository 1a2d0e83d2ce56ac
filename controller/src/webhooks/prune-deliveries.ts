import { type RawBuilder, sql } from 'kysely';
import type { Term } from '../leadership/term.ts';
import type { Queryable, Store } from '../store/store.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** What was delivered or given up can be looked up and replayed for so long. */
const KEPT_MS = 30 * DAY_MS;
/** Deliveries of one transaction. */
const BATCH = 1_000;

/**
 * Throws deliveries away that were settled long ago, with their attempts. What waits is kept however old it is, and so
 * is a delivery of which a replay waits. Writes nothing where there is nothing to throw away.
 */
export async function pruneDeliveries({ db }: Pick<Store, 'db'>, term: Term, now: Date): Promise<void> {
  const settled = settledBefore(new Date(now.getTime() - KEPT_MS));
  const { rows } = await sql`${settled} limit 1`.execute(db);
  let more = rows.length > 0;
  while (more && !term.ended.aborted)
    more = await term.write((transaction) => pruneBatch(transaction, settled));
}

/** @returns whether there may be more */
async function pruneBatch(db: Queryable, settled: RawBuilder<DeliveryId>): Promise<boolean> {
  // Whoever has one made again holds it at this moment.
  const { rows } = await sql<DeliveryId>`
    ${settled} order by settled_at limit ${BATCH} for update skip locked`.execute(db);
  const ids = rows.map(({ delivery_id }) => delivery_id);
  await sql`delete from delivery_attempt where delivery_id = any (${ids}::text[])`.execute(db);
  await sql`delete from delivery where delivery_id = any (${ids}::text[])`.execute(db);
  return ids.length === BATCH;
}

interface DeliveryId {
  readonly delivery_id: string;
}

function settledBefore(before: Date): RawBuilder<DeliveryId> {
  return sql<DeliveryId>`
    select delivery_id from delivery as settled
    where state <> 'pending' and settled_at < ${before.toISOString()}::timestamptz
      and not exists (
        select 1 from delivery as again
        where again.subscription_id = settled.subscription_id and again.seq = settled.seq
          and again.state = 'pending'
      )`;
}
