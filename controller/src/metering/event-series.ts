import { type RawBuilder, sql } from 'kysely';
import type { PreparedEvent } from './prepared-event.ts';

/** What many events of a group have in common is sent to the database once: sending takes longer than counting. */
interface Series {
  readonly installation: string;
  readonly receivedAt: string;
  readonly dimension: string;
  readonly metric: string;
  readonly unit: string;
  readonly month: string;
}

export interface EventSeries {
  /** A table of series with their columns and `series`, their number. */
  readonly table: RawBuilder<unknown>;
  /** For each event the number of its series. */
  readonly numbers: readonly number[];
}

/**
 * Sorts events into series.
 * @param billed by month the one that it is billed with
 */
export function assembleSeries(
  events: readonly PreparedEvent[],
  billed: ReadonlyMap<string, string> = new Map(),
): EventSeries {
  const found = new Map<string, { readonly number: number; readonly series: Series }>();
  const numbers = events.map((event) => {
    const { installation, dimension, month, metered, receivedAt } = event;
    const key = `${dimension} ${event.event.metric} ${metered.unit} ${month} ${receivedAt.getTime()} ${installation}`;
    const known = found.get(key);
    if (known !== undefined) return known.number;
    const series = { installation, dimension, month, metric: event.event.metric, unit: metered.unit };
    const number = found.size;
    found.set(key, { number, series: { ...series, receivedAt: receivedAt.toISOString() } });
    return number;
  });
  const all = [...found.values()].map(({ series }) => series);
  const texts = (read: (series: Series) => string) => sql`${all.map(read)}::text[]`;
  const table = sql`(
    select
      (place - 1)::integer as series, installation_id, received_at::timestamptz as received_at,
      dimension_id::bigint as dimension_id, metric, unit, period::date as period, billed_period::date as billed_period
    from unnest(
      ${texts(({ installation }) => installation)}, ${texts(({ receivedAt }) => receivedAt)},
      ${texts(({ dimension }) => dimension)}, ${texts(({ metric }) => metric)}, ${texts(({ unit }) => unit)},
      ${texts(({ month }) => `${month}-01`)}, ${texts(({ month }) => `${billed.get(month) ?? month}-01`)}
    ) with ordinality as s (installation_id, received_at, dimension_id, metric, unit, period, billed_period, place)
  )`;
  return { table, numbers };
}
