import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { DeliveryState } from '../store/outgoing-tables.ts';
import type { Queryable } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** A delivery as its log shows it. */
export interface DeliveryRecord {
  readonly deliveryId: string;
  readonly subscriptionId: string;
  readonly seq: number;
  readonly eventType: string;
  readonly subject: string;
  /** Empty unless somebody had it made again. */
  readonly replay: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** When the next attempt is made; undefined once settled, and while an earlier delivery is waited for. */
  readonly dueAt: Date | undefined;
  readonly settledAt: Date | undefined;
}

export interface DeliveryPlace {
  readonly seq: number;
  readonly replay: string;
}

export interface DeliveryQuery {
  readonly subscriptionId: string;
  readonly state?: DeliveryState | undefined;
  /** The last delivery of the page before. */
  readonly before?: DeliveryPlace | undefined;
  readonly limit: number;
  /** Sources that whoever asks may hear of; undefined for all. */
  readonly sources: readonly string[] | undefined;
}

/** The deliveries of a subscription, the newest event first. */
export async function readDeliveries(
  db: Queryable,
  { subscriptionId, state, before, limit, sources }: DeliveryQuery,
): Promise<DeliveryRecord[]> {
  let query = db.selectFrom('delivery').selectAll().where('subscription_id', '=', subscriptionId);
  if (state !== undefined) query = query.where('state', '=', state);
  if (before !== undefined)
    query = query.where(sql<boolean>`(seq, replay) < (${before.seq}, ${before.replay})`);
  if (sources !== undefined) query = query.where(isAbout(sources));
  const rows = await query.orderBy('seq', 'desc').orderBy('replay', 'desc').limit(limit).execute();
  return rows.map(deliveryRecord);
}

/** @param sources those that whoever asks may hear of; undefined for all */
export async function readDelivery(
  db: Queryable,
  deliveryId: string,
  sources: readonly string[] | undefined,
): Promise<DeliveryRecord | undefined> {
  let query = db.selectFrom('delivery').selectAll().where('delivery_id', '=', deliveryId);
  if (sources !== undefined) query = query.where(isAbout(sources));
  const row = await query.executeTakeFirst();
  return row === undefined ? undefined : deliveryRecord(row);
}

/** Reads a delivery and keeps it in the log until the transaction ends: what is pruned passes it over. */
export async function holdDelivery(db: Queryable, deliveryId: string): Promise<DeliveryRecord | undefined> {
  const row = await db
    .selectFrom('delivery')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .forKeyShare()
    .executeTakeFirst();
  return row === undefined ? undefined : deliveryRecord(row);
}

/** The attempts of a delivery, the first one first. */
export async function readAttempts(
  db: Queryable,
  deliveryId: string,
): Promise<Selectable<Tables['delivery_attempt']>[]> {
  return db
    .selectFrom('delivery_attempt')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .orderBy('attempt')
    .execute();
}

/** Of our own catalog, or of what came by one of these sources. */
function isAbout(sources: readonly string[]): RawBuilder<boolean> {
  return sql`exists (select from event where event.seq = delivery.seq
    and (event.data->>'source' is null or event.data->>'source' = any(${sources}::text[])))`;
}

function deliveryRecord(row: Selectable<Tables['delivery']>): DeliveryRecord {
  return {
    deliveryId: row.delivery_id,
    subscriptionId: row.subscription_id,
    seq: Number(row.seq),
    eventType: row.event_type,
    subject: row.subject,
    replay: row.replay,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at ?? undefined,
    settledAt: row.settled_at ?? undefined,
  };
}
