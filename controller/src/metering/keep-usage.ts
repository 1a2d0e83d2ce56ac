import { type RawBuilder, sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { assembleSeries } from './event-series.ts';
import type { PreparedEvent } from './prepared-event.ts';

/**
 * Writes events and adds them to the rollups of their hours and days, in one statement.
 *
 * @param billed by month the one that it is billed with
 * @returns how many rows of rollups were written
 */
export async function keepUsage(
  db: Queryable,
  events: readonly PreparedEvent[],
  billed: ReadonlyMap<string, string>,
): Promise<number> {
  const { table, numbers } = assembleSeries(events, billed);
  const texts = (read: (event: PreparedEvent) => string | undefined) =>
    sql`${events.map((event) => read(event) ?? null)}::text[]`;
  const { rows } = await sql<{ written: number }>`
    with kept as materialized (
      select
        s.received_at, s.installation_id, e.event_id collate "C" as event_id, s.dimension_id, s.metric, s.unit,
        e.value::numeric as value, timestamptz 'epoch' + e.at * interval '1 millisecond' as at,
        e.sequence::numeric as sequence, e.subject, s.period, s.billed_period
      from unnest(
        ${numbers}::integer[], ${texts(({ event }) => event.id)}, ${texts(({ metered }) => metered.value)},
        ${events.map(({ metered }) => metered.at)}::bigint[], ${texts(({ event }) => event.sequence)},
        ${texts(({ event }) => event.subject)}
      ) as e (series, event_id, value, at, sequence, subject)
      join ${table} as s using (series)
    ), raw as (
      insert into usage_event (
        received_at, installation_id, event_id, dimension_id, metric, unit, value, at, sequence, subject, period,
        billed_period
      )
      select * from kept
    ), hours as (${rollUp('usage_hour', 'hour')}), days as (${rollUp('usage_day', 'day')})
    select ((select count(*) from hours) + (select count(*) from days))::integer as written`.execute(db);
  return rows[0]?.written ?? 0;
}

/** Rows are locked in the order of their keys. Of two values at the same time, that of the larger id is the last. */
function rollUp(table: 'usage_hour' | 'usage_day', span: 'hour' | 'day'): RawBuilder<unknown> {
  const [into, at] = [sql.table(table), sql.ref(span)];
  const newest = sql`order by at desc, event_id desc`;
  const isLater = sql`(excluded.last_at, excluded.last_id) > (${into}.last_at, ${into}.last_id)`;
  return sql`
    insert into ${into} (
      dimension_id, metric, unit, billed_period, ${at}, events, sum, max, last, last_at, last_id
    )
    select
      dimension_id, metric, unit, billed_period, date_trunc(${sql.lit(span)}, at, 'UTC') as span,
      count(*), sum(value), max(value),
      (array_agg(value ${newest}))[1], max(at), (array_agg(event_id ${newest}))[1]
    from kept
    group by dimension_id, metric, unit, billed_period, span
    order by dimension_id, metric collate "C", unit collate "C", billed_period, span
    on conflict (dimension_id, metric, unit, billed_period, ${at}) do update set
      events = ${into}.events + excluded.events,
      sum = ${into}.sum + excluded.sum,
      max = greatest(${into}.max, excluded.max),
      last = case when ${isLater} then excluded.last else ${into}.last end,
      last_at = case when ${isLater} then excluded.last_at else ${into}.last_at end,
      last_id = case when ${isLater} then excluded.last_id else ${into}.last_id end,
      changed = excluded.changed
    returning 1`;
}
