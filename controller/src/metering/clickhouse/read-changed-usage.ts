import { type RawBuilder, sql } from 'kysely';
import type { Queryable } from '../../store/store.ts';
import type { CopiedRollup } from './copied-rows.ts';
import { type ChangedPage, type ChangeScan, changedWhere, type Place, pageOf } from './scan-changes.ts';

/** What a day of a metric is known by. */
type Key = readonly [dimension: string, metric: string, unit: string, billed: string, day: string];

/** What has changed, day by day: a day is written by whoever writes one of its hours. */
export async function readChangedDays(
  db: Queryable,
  scan: ChangeScan,
  after: Place | undefined,
): Promise<ChangedPage<CopiedRollup>> {
  const key = ['dimension_id', 'metric', 'unit', 'billed_period', 'day'];
  return pageOf(
    await sql<CopiedRollup & { place: Place }>`
    select ${columnsOf('day')}, array[r.changed::text, ${sql.join(key.map((name) => sql`r.${sql.ref(name)}::text`))}] as place
    from usage_day as r join usage_dimension as d on d.id = r.dimension_id
    ${changedWhere(scan, after, key, ['bigint', 'text', 'text', 'date', 'timestamptz'])}`.execute(db),
  );
}

/** The hours of these days that have changed. */
export async function readChangedHours(
  db: Queryable,
  { since }: ChangeScan,
  days: readonly CopiedRollup[],
): Promise<readonly CopiedRollup[]> {
  if (days.length === 0) return [];
  const texts = (read: (key: Key) => string) => sql`${days.map((day) => read(keyOf(day)))}::text[]`;
  // One by one by the key of the table: there is no other way to them, and none is missed.
  const { rows } = await sql<CopiedRollup>`
    select ${columnsOf('hour')}
    from unnest(
      ${texts(([dimension]) => dimension)}, ${texts(([, metric]) => metric)}, ${texts(([, , unit]) => unit)},
      ${texts(([, , , billed]) => `${billed}-01`)}, ${texts(([, , , , day]) => `${day}Z`)}
    ) as y (dimension_id, metric, unit, billed_period, day)
    cross join lateral (
      select * from usage_hour as h
      where h.dimension_id = y.dimension_id::bigint and h.metric = y.metric and h.unit = y.unit
        and h.billed_period = y.billed_period::date
        and h.hour >= y.day::timestamptz and h.hour < y.day::timestamptz + interval '24 hours'
        ${since === undefined ? sql`` : sql`and h.changed >= ${since}::text::bigint`}
      offset 0
    ) as r
    join usage_dimension as d on d.id = r.dimension_id`.execute(db);
  return rows;
}

function keyOf({ dimension_id, metric, unit, billed_period, begin }: CopiedRollup): Key {
  return [dimension_id, metric, unit, billed_period, begin];
}

function columnsOf(span: 'hour' | 'day'): RawBuilder<unknown> {
  return sql`
    ${dimensionColumns}, ${utc(sql`r.${sql.ref(span)}`)} as begin, r.metric, r.unit,
    to_char(r.billed_period, 'YYYY-MM') as billed_period, r.events::text as events,
    trim_scale(r.sum)::text as sum, trim_scale(r.max)::text as max, trim_scale(r.last)::text as last,
    ${utc(sql`r.last_at`)} as last_at, r.last_id`;
}

/** Of `usage_dimension as d`. */
export const dimensionColumns = sql`
  d.id::text as dimension_id, d.installation_id as installation, d.entry_id as app, d.version, d.team, d.environment,
  coalesce(d.cost_center, '') as cost_center, d.tags`;

/** A time as ClickHouse reads it. */
export function utc(time: RawBuilder<unknown>): RawBuilder<string> {
  return sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS')`;
}
