import { estimateSubjects } from '@souk/model/metering/subject-sample.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { BillingWindow } from './billing-window.ts';

/** To whom something is counted, and with which month it is billed, between two changes of prices. */
interface TotalKey {
  readonly installation: string;
  readonly entry: string;
  readonly version: string;
  readonly costCenter: string | null;
  readonly team: string;
  readonly environment: string;
  readonly metric: string;
  readonly billedPeriod: string;
  /** Number of the part of the month, from 0. */
  readonly part: number;
  /** Values of the tags that were asked for, in their order. */
  readonly tags: readonly (string | null)[];
}

/** What was used of a metric, all that rollups know of it. Decimal texts. */
export interface UsageTotal extends TotalKey {
  /** What it is kept in. */
  readonly unit: string;
  readonly events: string;
  readonly sum: string;
  readonly max: string;
  readonly last: string;
  readonly lastAt: Date;
}

/** How many subjects of a metric were first seen there. */
export interface SubjectTotal extends TotalKey {
  /** A whole number. */
  readonly count: string;
}

const DAY_MS = 86_400_000;

export async function readUsageTotals(
  db: Queryable,
  window: BillingWindow,
  tags: readonly string[] = [],
): Promise<UsageTotal[]> {
  const isByDay = [window.from, window.to, ...window.cuts].every((time) => time % DAY_MS === 0);
  const span = isByDay ? 'day' : 'hour';
  const time = sql`r.${sql.ref(span)}`;
  const newest = sql`order by r.last_at desc, r.last_id desc`;
  const { rows } = await sql<UsageTotal>`
    select ${keyColumns(window, time, { row: 'r', tags })}, r.unit, sum(r.events)::text as events,
      trim_scale(sum(r.sum))::text as sum, trim_scale(max(r.max))::text as max,
      (array_agg(trim_scale(r.last)::text ${newest}))[1] as last, max(r.last_at) as "lastAt"
    from ${sql.table(`usage_${span}`)} as r join usage_dimension as d on d.id = r.dimension_id
    where ${conditions(window, time, 'r')}
    group by ${keyNames}, r.unit
    order by ${keyNames}, r.unit`.execute(db);
  return rows;
}

/** Where some are a sample, each stands for as many as its month's level says: so the parts sum to the estimate. */
export async function readSubjectTotals(
  db: Queryable,
  window: BillingWindow,
  tags: readonly string[] = [],
): Promise<SubjectTotal[]> {
  const time = sql`s.first_at`;
  const { rows } = await sql<TotalKey & { kept: number; level: number }>`
    select ${keyColumns(window, time, { row: 's', tags })}, l.level::integer as level, count(*)::integer as kept
    from usage_subject as s
    join usage_subject_level as l using (installation_id, metric, period)
    join usage_dimension as d on d.id = s.dimension_id
    where s.period = ${`${window.month}-01`}::text::date and s.zeros >= l.level and ${conditions(window, time, 's')}
    group by ${keyNames}, l.level
    order by ${keyNames}`.execute(db);
  return rows.map(({ kept, level, ...key }) => ({ ...key, count: estimateSubjects(kept, level).count }));
}

/** People are subjects of any metric: each counts once for an installation, where it was first seen. */
export async function readSeatTotals(
  db: Queryable,
  window: BillingWindow,
  tags: readonly string[] = [],
): Promise<Omit<SubjectTotal, 'metric'>[]> {
  const { rows } = await sql<Omit<TotalKey, 'metric'> & { kept: number; level: number }>`
    with levelled as (
      select s.*, max(l.level) over (partition by s.installation_id) as top
      from usage_subject as s join usage_subject_level as l using (installation_id, metric, period)
      where s.period = ${`${window.month}-01`}::text::date
    ), s as (
      select distinct on (installation_id, subject_hash)
        installation_id, first_at, dimension_id, billed_period, top, '' as metric
      from levelled
      where zeros >= top
      order by installation_id, subject_hash, billed_period, first_at, dimension_id
    )
    select ${keyColumns(window, sql`s.first_at`, { row: 's', tags })}, s.top::integer as level, count(*)::integer as kept
    from s join usage_dimension as d on d.id = s.dimension_id
    where ${conditions(window, sql`s.first_at`, 's')}
    group by ${keyNames}, s.top
    order by ${keyNames}`.execute(db);
  return rows.map(({ kept, level, ...key }) => ({ ...key, count: estimateSubjects(kept, level).count }));
}

/** Positions of the columns below. */
const keyNames = sql`1, 2, 3, 4, 5, 6, 7, 8, 9, 10`;

function keyColumns(
  { cuts }: BillingWindow,
  time: RawBuilder<unknown>,
  { row, tags }: { readonly row: 'r' | 's'; readonly tags: readonly string[] },
): RawBuilder<unknown> {
  const bounds = sql`${cuts.map((cut) => new Date(cut).toISOString())}::text[]::timestamptz[]`;
  const part = cuts.length === 0 ? sql`0` : sql`width_bucket(${time}, ${bounds})`;
  const values = tags.map((tag) => sql`d.tags->>${tag}::text`);
  return sql`
    d.installation_id as installation, d.entry_id as entry, d.version, d.cost_center as "costCenter", d.team,
    d.environment, ${sql.ref(`${row}.metric`)} as metric,
    to_char(${sql.ref(`${row}.billed_period`)}, 'YYYY-MM') as "billedPeriod", ${part} as part,
    ${values.length === 0 ? sql`'{}'` : sql`array[${sql.join(values)}]`}::text[] as tags`;
}

function conditions(
  { from, to, billedBy }: BillingWindow,
  time: RawBuilder<unknown>,
  row: 'r' | 's',
): RawBuilder<unknown> {
  return sql`
    ${time} >= ${new Date(from).toISOString()}::timestamptz and ${time} < ${new Date(to).toISOString()}::timestamptz
    and ${sql.ref(`${row}.billed_period`)} <= ${`${billedBy}-01`}::text::date`;
}
