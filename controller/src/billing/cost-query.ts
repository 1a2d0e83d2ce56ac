import { addMonths, monthOf, startOfMonth } from '@souk/model/metering/utc-month.ts';
import { parseTime } from '../metering/usage-query.ts';

export const costGranularities = ['day', 'month', 'total'] as const;
export type CostGranularity = (typeof costGranularities)[number];

/** What costs can be told apart by, beside tags. */
export const costGroups = [
  'app',
  'version',
  'installation',
  'team',
  'costCenter',
  'environment',
  'metric',
  'kind',
  'charge',
] as const;
export type CostGroup = (typeof costGroups)[number];

export interface CostQuery {
  /** Milliseconds since 1970, half open, on full days. */
  readonly from: number;
  readonly to: number;
  readonly granularity: CostGranularity;
  readonly groupBy: readonly (CostGroup | `tag:${string}`)[];
  readonly filters: Readonly<Partial<Record<CostGroup, string>>>;
}

export interface CostRequest extends Readonly<Partial<Record<CostGroup, string>>> {
  readonly from: string;
  readonly to: string;
  readonly granularity: CostGranularity;
  /** Names with commas between. */
  readonly groupBy?: string | undefined;
}

export type ParsedCostQuery =
  | { readonly ok: true; readonly query: CostQuery }
  | { readonly ok: false; readonly at: string; readonly message: string };

const DAY_MS = 86_400_000;
const MOST_MONTHS = 24;
const MOST_DAYS = 100;
const MOST_GROUPS = 8;
const TAG = /^tag:[a-z][a-z0-9-]{0,62}$/;

/** Reads what somebody wants to know of costs. */
export function parseCostQuery(request: CostRequest): ParsedCostQuery {
  const { granularity, groupBy = '' } = request;
  const [from, to] = [parseTime(request.from), parseTime(request.to)];
  if (from === undefined || from % DAY_MS !== 0)
    return refuse('from', request.from, 'a day such as 2026-11-01');
  if (to === undefined || to % DAY_MS !== 0) return refuse('to', request.to, 'a day such as 2026-12-01');
  if (to <= from) return refuse('to', request.to, 'a day after "from"');
  if (startOfMonth(addMonths(monthOf(from), MOST_MONTHS)) < to)
    return refuse('to', request.to, `at most ${MOST_MONTHS} calendar months`);
  if (granularity === 'day' && to - from > MOST_DAYS * DAY_MS)
    return refuse('to', request.to, `at most ${MOST_DAYS} days by the day`);
  const groups = groupBy.split(',').filter((name) => name !== '');
  const odd = groups.find((name) => !isGroup(name));
  if (odd !== undefined)
    return refuse('groupBy', odd, `some of ${costGroups.join(', ')} and tag:<name>, with commas between`);
  if (groups.length > MOST_GROUPS) return refuse('groupBy', groupBy, `at most ${MOST_GROUPS} names`);
  const filters = Object.fromEntries(
    costGroups.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]]])),
  );
  return {
    ok: true,
    query: { from, to, granularity, groupBy: [...new Set(groups.filter(isGroup))], filters },
  };
}

/** Names of the tags that are told apart, in their order. */
export function tagsOf({ groupBy }: Pick<CostQuery, 'groupBy'>): string[] {
  return groupBy.filter((name) => name.startsWith('tag:')).map((name) => name.slice('tag:'.length));
}

/** The calendar months that a query touches, the oldest first. */
export function monthsOf({ from, to }: Pick<CostQuery, 'from' | 'to'>): string[] {
  const months = [];
  for (let month = monthOf(from); startOfMonth(month) < to; month = addMonths(month, 1)) months.push(month);
  return months;
}

function isGroup(name: string): name is CostQuery['groupBy'][number] {
  return (costGroups as readonly string[]).includes(name) || TAG.test(name);
}

function refuse(at: string, found: string, expected: string): ParsedCostQuery {
  return { ok: false, at, message: `"${at}" must be ${expected}; found "${found.slice(0, 100)}".` };
}
