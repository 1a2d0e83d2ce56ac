import type { KeptEvent } from '@souk/model/metering/settle-events.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { assembleSeries } from './event-series.ts';
import type { PreparedEvent } from './prepared-event.ts';

/**
 * Notes that events have come, each key at most once, and tells what is kept under it. They are written in the order of
 * their keys: whoever writes the same ones at the same time waits for one end of the row, and never in a circle.
 */
export async function keepSeen(
  db: Queryable,
  events: readonly PreparedEvent[],
): Promise<ReadonlyMap<string, KeptEvent>> {
  const { table, numbers } = assembleSeries(events);
  const ids = events.map(({ event }) => event.id);
  const { rows } = await sql<{ added: readonly string[] | null }>`
    with added as (
      insert into usage_seen (installation_id, event_id, digest, received_at)
      select s.installation_id, e.event_id, decode(e.digest, 'hex'), s.received_at
      from unnest(${numbers}::integer[], ${ids}::text[], ${events.map(({ digest }) => digest)}::text[])
        as e (series, event_id, digest)
      join ${table} as s using (series)
      order by s.installation_id collate "C", e.event_id collate "C"
      on conflict do nothing
      returning installation_id || '/' || event_id as key
    )
    select case when count(*) < ${events.length} then coalesce(array_agg(key), '{}') end as added from added`.execute(
    db,
  );
  // All of them are new, as a rule: then there is nothing to tell apart.
  const isNew = new Set(rows[0]?.added ?? events.map(({ key }) => key));
  const kept = new Map<string, KeptEvent>();
  for (const { key, digest } of events) if (isNew.has(key)) kept.set(key, { digest, isNew: true });
  const known = events.filter(({ key }) => !isNew.has(key));
  if (known.length > 0)
    for (const row of await readKnown(db, known)) kept.set(row.key, { digest: row.digest, isNew: false });
  return kept;
}

interface KnownRow {
  readonly key: string;
  readonly digest: string;
}

async function readKnown(db: Queryable, events: readonly PreparedEvent[]): Promise<readonly KnownRow[]> {
  const { rows } = await sql<KnownRow>`
    select s.installation_id || '/' || s.event_id as key, encode(s.digest, 'hex') as digest
    from unnest(
      ${events.map(({ installation }) => installation)}::text[], ${events.map(({ event }) => event.id)}::text[]
    ) as e (installation_id, event_id)
    join usage_seen as s using (installation_id, event_id)`.execute(db);
  return rows;
}
