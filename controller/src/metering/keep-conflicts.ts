import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { encodeJson } from '../store/write-rows.ts';
import type { PreparedEvent } from './prepared-event.ts';

/** Keeps what came with the id of another event, each once: it counts for nothing, and somebody has to look into it. */
export async function keepConflicts(db: Queryable, events: readonly PreparedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await sql`
    insert into usage_conflict (installation_id, event_id, digest, payload, received_at)
    select installation_id, event_id, decode(digest, 'hex'), payload::json, received_at::timestamptz
    from unnest(
      ${events.map(({ installation }) => installation)}::text[], ${events.map(({ event }) => event.id)}::text[],
      ${events.map(({ digest }) => digest)}::text[], ${events.map(payloadOf)}::text[],
      ${events.map(({ receivedAt }) => receivedAt.toISOString())}::text[]
    ) as e (installation_id, event_id, digest, payload, received_at)
    order by installation_id collate "C", event_id collate "C", digest
    on conflict do nothing`.execute(db);
}

function payloadOf({ event: { at, tags, ...event } }: PreparedEvent): string {
  return encodeJson({
    ...event,
    ...(at === undefined ? {} : { time: new Date(at).toISOString() }),
    ...(tags === undefined ? {} : { tags: Object.fromEntries(tags) }),
  });
}
