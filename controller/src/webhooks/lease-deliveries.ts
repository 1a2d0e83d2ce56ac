import type { WebhookEvent } from '@souk/model/webhook/webhook-event.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { readEventsBySeq } from './read-events-by-seq.ts';

/** A delivery that this process has to make now. */
export interface LeasedDelivery {
  readonly deliveryId: string;
  readonly subscriptionId: string;
  readonly subject: string;
  /** How many attempts there were before. */
  readonly attempts: number;
  readonly event: WebhookEvent;
}

export interface LeaseRequest {
  /** How many more each subscription may have; those that may have none are left out. */
  readonly room: ReadonlyMap<string, number>;
  readonly limit: number;
  readonly now: Date;
  /** Until then nobody else makes them. */
  readonly until: Date;
}

/** Takes the deliveries that have waited longest, as many as there is room for. */
export async function leaseDeliveries(
  db: Queryable,
  { room, limit, now, until }: LeaseRequest,
): Promise<LeasedDelivery[]> {
  const left = new Map(room);
  const taken: Candidate[] = [];
  while (left.size > 0 && taken.length < limit) {
    const candidates = await readCandidates(db, {
      subscriptions: [...left.keys()],
      taken: taken.map(({ id }) => id),
      limit: 2 * limit,
      now,
    });
    const before = taken.length;
    for (const candidate of candidates) {
      const places = left.get(candidate.subscription) ?? 0;
      if (places === 0 || taken.length === limit) continue;
      taken.push(candidate);
      if (places === 1) left.delete(candidate.subscription);
      else left.set(candidate.subscription, places - 1);
    }
    if (taken.length === before) break;
  }
  return leaseRows(db, taken, until);
}

interface Candidate {
  readonly id: string;
  readonly subscription: string;
  readonly subject: string;
  readonly seq: string | number;
  readonly attempts: number;
}

async function readCandidates(
  db: Queryable,
  { subscriptions, taken, limit, now }: CandidateRequest,
): Promise<readonly Candidate[]> {
  const at = now.toISOString();
  const { rows } = await sql<Candidate>`
    select delivery_id as id, subscription_id as subscription, subject, seq, attempts
    from delivery
    where state = 'pending' and due_at <= ${at}::timestamptz
      and (leased_until is null or leased_until <= ${at}::timestamptz)
      and subscription_id = any (${subscriptions}::text[])
      and delivery_id <> all (${taken}::text[])
    order by due_at, seq
    limit ${limit}
    for update skip locked`.execute(db);
  return rows;
}

interface CandidateRequest {
  readonly subscriptions: readonly string[];
  readonly taken: readonly string[];
  readonly limit: number;
  readonly now: Date;
}

async function leaseRows(db: Queryable, taken: readonly Candidate[], until: Date): Promise<LeasedDelivery[]> {
  if (taken.length === 0) return [];
  await sql`
    update delivery set leased_until = ${until.toISOString()}::timestamptz
    where delivery_id = any (${taken.map(({ id }) => id)}::text[])`.execute(db);
  const events = await readEventsBySeq(db, [...new Set(taken.map(({ seq }) => Number(seq)))]);
  return taken.flatMap(({ id, subscription, subject, seq, attempts }) => {
    const event = events.get(Number(seq));
    return event === undefined
      ? []
      : [{ deliveryId: id, subscriptionId: subscription, subject, attempts, event }];
  });
}
