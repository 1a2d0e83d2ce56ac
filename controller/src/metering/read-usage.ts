import { estimateSubjects, type SubjectCount } from '@souk/model/metering/subject-sample.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { type UsageQuery, usesHours } from './usage-query.ts';
import {
  assembleUsageRow,
  type UsagePlace,
  type UsageRow,
  type UsedOfPlace,
  withoutUnit,
} from './usage-row.ts';
import { bucketColumn, groupColumn, usageConditions } from './usage-sql.ts';

export type { UsagePlace, UsageRow };

/** What was used, in the order of time, groups, metric and unit, from behind a place on. */
export async function readUsage(
  db: Queryable,
  query: UsageQuery,
  { after, limit }: { readonly after: UsagePlace | undefined; readonly limit: number },
): Promise<{ readonly rows: readonly UsageRow[]; readonly next: UsagePlace | undefined }> {
  const span = usesHours(query) ? 'hour' : 'day';
  const time = sql`r.${sql.ref(span)}`;
  const newest = sql`order by r.last_at desc, r.last_id desc, d.installation_id collate "C" desc`;
  const { rows } = await sql<UsedOfPlace>`
    with used as (
      select
        ${placeOf(query, time, 'r')} as place,
        sum(r.events)::text as events, trim_scale(sum(r.sum))::text as sum, trim_scale(max(r.max))::text as max,
        (array_agg(trim_scale(r.last)::text ${newest}))[1] as last, max(r.last_at) as "lastAt"
      from ${sql.table(`usage_${span}`)} as r join usage_dimension as d on d.id = r.dimension_id
      where ${usageConditions(query, time, 'r')}
      group by place
    )
    select * from used
    ${after === undefined ? sql`` : sql`where place > ${[...after]}::text[] collate "C"`}
    order by place limit ${limit + 1}`.execute(db);
  const shown = rows.slice(0, limit);
  const subjects = await countSubjects(db, query, shown);
  return {
    rows: shown.map((row) => assembleUsageRow(query, row, subjects.get(withoutUnit(row.place)))),
    next: rows.length > limit ? shown.at(-1)?.place : undefined,
  };
}

/** Rows are ordered, and found again, by a list of texts. */
function placeOf(query: UsageQuery, time: ReturnType<typeof sql>, row: 'r' | 's') {
  const begin = sql`to_char(${bucketColumn(query, time)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
  const unit = row === 'r' ? [sql`r.unit`] : [];
  const parts = [begin, ...query.groupBy.map(groupColumn), sql`${sql.ref(`${row}.metric`)}`, ...unit];
  return sql`array[${sql.join(parts.map((part) => sql`(${part})::text`))}]::text[] collate "C"`;
}

/**
 * How many different subjects there are. Each counts where it was first seen in its month; in what several installations
 * used it counts once. Where some are a sample, all are taken as one of the same level.
 */
async function countSubjects(
  db: Queryable,
  query: UsageQuery,
  shown: readonly UsedOfPlace[],
): Promise<ReadonlyMap<string, SubjectCount>> {
  const metrics = [...new Set(shown.map(({ place }) => place.at(-2)))];
  if (metrics.length === 0) return new Map();
  const time = sql`s.first_at`;
  const { rows } = await sql<{ place: UsagePlace; kept: number; level: number }>`
    with counted as (
      select ${placeOf(query, time, 's')} as place, s.subject_hash, s.zeros, l.level
      from usage_subject as s
      join usage_subject_level as l using (installation_id, metric, period)
      join usage_dimension as d on d.id = s.dimension_id
      where s.metric = any(${metrics}::text[]) and ${usageConditions(query, time, 's')}
    ), levelled as (select *, max(level) over (partition by place) as top from counted)
    select place, max(top)::integer as level, (count(distinct subject_hash) filter (where zeros >= top))::integer as kept
    from levelled group by place`.execute(db);
  return new Map(
    rows.map(({ place, kept, level }) => [JSON.stringify(place), estimateSubjects(kept, level)]),
  );
}
