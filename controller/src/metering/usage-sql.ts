import { type RawBuilder, sql } from 'kysely';
import type { UsageFilter, UsageGroup, UsageQuery } from './usage-query.ts';

/** Columns of `usage_dimension as d`; a metric is a column of what is joined to it. */
const columns: Readonly<Record<Exclude<UsageFilter, 'metric'>, RawBuilder<string>>> = {
  app: sql`d.entry_id`,
  version: sql`d.version`,
  installation: sql`d.installation_id`,
  team: sql`d.team`,
  costCenter: sql`coalesce(d.cost_center, '')`,
  environment: sql`d.environment`,
};

/** What usage is told apart by, as a text; empty where there is none. */
export function groupColumn(group: UsageGroup): RawBuilder<string> {
  if (group in columns) return columns[group as keyof typeof columns];
  return sql`coalesce(d.tags->>${group.slice('tag:'.length)}::text, '')`;
}

/** The beginning of the span that a time falls into, not before that of the window. */
export function bucketColumn(
  { granularity, from }: UsageQuery,
  time: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const begin = sql`${new Date(from).toISOString()}::timestamptz`;
  if (granularity === 'total') return begin;
  return sql`greatest(date_trunc(${sql.lit(granularity)}, ${time}, 'UTC'), ${begin})`;
}

/** @param time what has to lie in the window */
export function usageConditions(
  { from, to, filters, billedPeriod }: UsageQuery,
  time: RawBuilder<unknown>,
  row: 'r' | 's',
): RawBuilder<unknown> {
  const { metric, ...named } = filters;
  const conditions = [
    sql`${time} >= ${new Date(from).toISOString()}::timestamptz`,
    sql`${time} < ${new Date(to).toISOString()}::timestamptz`,
    ...Object.entries(named).map(([name, value]) => sql`${columns[name as keyof typeof columns]} = ${value}`),
    ...(metric === undefined ? [] : [sql`${sql.ref(`${row}.metric`)} = ${metric}`]),
    ...(billedPeriod === undefined
      ? []
      : [sql`${sql.ref(`${row}.billed_period`)} = ${`${billedPeriod}-01`}::text::date`]),
  ];
  return sql.join(conditions, sql` and `);
}
