import { MOST_EARLY_MS, MOST_LATE_MS } from '@souk/model/metering/meter-event.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

export interface UsageEventQuery {
  readonly installation: string;
  readonly metric: string;
  /** Milliseconds since 1970, half open. */
  readonly from: number;
  readonly to: number;
  /** Only what is billed with this month, such as `2026-11`. */
  readonly billedPeriod: string | undefined;
  /** Those behind this one. */
  readonly after: UsageEventPlace | undefined;
  readonly limit: number;
}

/** Stands for an event in the order of a list. */
export interface UsageEventPlace {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly id: string;
}

/** An event that counts, as it is kept. */
export interface UsageEventRow {
  readonly id: string;
  readonly at: Date;
  readonly receivedAt: Date;
  /** Decimal number. */
  readonly value: string;
  /** What the value is in. */
  readonly unit: string;
  readonly app: string;
  readonly version: string;
  readonly team: string;
  readonly environment: string;
  readonly costCenter: string | null;
  readonly sequence: string | null;
  readonly subject: string | null;
  readonly tags: Readonly<Record<string, string>>;
  /** Months, such as `2026-11`. */
  readonly period: string;
  readonly billedPeriod: string;
}

/** The events behind a number, in the order of their times, as long as they are kept. */
export async function readUsageEvents(
  db: Queryable,
  { installation, metric, from, to, billedPeriod, after, limit }: UsageEventQuery,
): Promise<UsageEventRow[]> {
  const time = (milliseconds: number) => sql`${new Date(milliseconds).toISOString()}::timestamptz`;
  // What is too early or too late is refused, so no other partitions have to be looked at.
  const { rows } = await sql<UsageEventRow>`
    select
      e.event_id as id, e.at, e.received_at as "receivedAt", trim_scale(e.value)::text as value, e.unit,
      d.entry_id as app, d.version, d.team, d.environment, d.cost_center as "costCenter",
      e.sequence::text as sequence, e.subject, d.tags,
      to_char(e.period, 'YYYY-MM') as period, to_char(e.billed_period, 'YYYY-MM') as "billedPeriod"
    from usage_dimension as d cross join lateral (
      select * from usage_event as e
      where e.dimension_id = d.id and e.metric = ${metric}
        and e.at >= ${time(from)} and e.at < ${time(to)}
        and e.received_at >= ${time(from - MOST_EARLY_MS)} and e.received_at <= ${time(to + MOST_LATE_MS)}
        ${after === undefined ? sql`` : sql`and (e.at, e.event_id) > (${time(after.at)}, ${after.id}::text collate "C")`}
        ${billedPeriod === undefined ? sql`` : sql`and e.billed_period = ${`${billedPeriod}-01`}::text::date`}
      order by e.at, e.event_id limit ${limit}
    ) as e
    where d.installation_id = ${installation}
    order by e.at, e.event_id limit ${limit}`.execute(db);
  return rows;
}
