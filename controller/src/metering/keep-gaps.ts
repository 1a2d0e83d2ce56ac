import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { PreparedEvent } from './prepared-event.ts';

/** Notes the numbers that senders count their events by: what is missing between them can then be told. */
export async function keepGaps(db: Queryable, events: readonly PreparedEvent[]): Promise<void> {
  const counted = events.filter(({ event }) => event.sequence !== undefined);
  if (counted.length === 0) return;
  await sql`
    insert into usage_gap (installation_id, metric, lowest, highest, events)
    select installation_id, metric, min(sequence::numeric), max(sequence::numeric), count(*)
    from unnest(
      ${counted.map(({ installation }) => installation)}::text[], ${counted.map(({ event }) => event.metric)}::text[],
      ${counted.map(({ event }) => event.sequence ?? null)}::text[]
    ) as e (installation_id, metric, sequence)
    group by installation_id, metric
    order by installation_id collate "C", metric collate "C"
    on conflict (installation_id, metric) do update set
      lowest = least(usage_gap.lowest, excluded.lowest),
      highest = greatest(usage_gap.highest, excluded.highest),
      events = usage_gap.events + excluded.events`.execute(db);
}
