import type { SubjectCount } from '@souk/model/metering/subject-sample.ts';
import { addMonths, monthOf, startOfMonth } from '@souk/model/metering/utc-month.ts';
import type { UsageQuery } from './usage-query.ts';

/** What was used of a metric in a span, all that rollups know of it. */
export interface UsageRow {
  /** Milliseconds since 1970, half open. */
  readonly from: number;
  readonly to: number;
  /** One for each of `groupBy`, in that order; undefined where there is none, such as no cost center. */
  readonly groups: readonly (string | undefined)[];
  readonly metric: string;
  /** What the values are in: `count`, `seconds`, `bytes`, or a word of the price book's own. */
  readonly unit: string;
  /** A whole number. */
  readonly events: string;
  /** Decimal numbers. */
  readonly sum: string;
  readonly max: string;
  readonly last: string;
  readonly lastAt: Date;
  /** Undefined where events name no subjects. */
  readonly subjects: SubjectCount | undefined;
}

/** Stands for a row in the order of a list. */
export type UsagePlace = readonly [from: string, ...names: string[]];

/** What a database adds up for a place. */
export interface UsedOfPlace {
  readonly place: UsagePlace;
  readonly events: string;
  readonly sum: string;
  readonly max: string;
  readonly last: string;
  readonly lastAt: Date;
}

/** Subjects are counted whatever the unit is. */
export function withoutUnit(place: UsagePlace): string {
  return JSON.stringify(place.slice(0, -1));
}

export function assembleUsageRow(
  query: UsageQuery,
  { place, events, sum, max, last, lastAt }: UsedOfPlace,
  subjects: SubjectCount | undefined,
): UsageRow {
  const [begin, ...names] = place;
  const from = Date.parse(begin);
  const [metric, unit] = names.slice(-2) as [string, string];
  return {
    ...{ from, to: Math.min(query.to, endOf(query, from)), metric, unit, subjects },
    groups: names.slice(0, -2).map((name) => (name === '' ? undefined : name)),
    ...{ events, sum, max, last, lastAt },
  };
}

function endOf({ granularity, to }: UsageQuery, from: number): number {
  switch (granularity) {
    case 'hour':
      return from + 3_600_000;
    case 'day':
      return from - (from % 86_400_000) + 86_400_000;
    case 'month':
      return startOfMonth(addMonths(monthOf(from), 1));
    case 'total':
      return to;
  }
}
