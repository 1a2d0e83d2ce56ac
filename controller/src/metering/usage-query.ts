import { parseInstant } from '@souk/model/metering/parse-instant.ts';

export const granularities = ['hour', 'day', 'month', 'total'] as const;
export type Granularity = (typeof granularities)[number];

/** What usage can be told apart by. Metrics are told apart always: nobody adds calls to documents. */
export const usageGroups = ['app', 'version', 'installation', 'team', 'costCenter', 'environment'] as const;
type NamedGroup = (typeof usageGroups)[number];
export type UsageGroup = NamedGroup | `tag:${string}`;

const usageFilters = [...usageGroups, 'metric'] as const;
export type UsageFilter = (typeof usageFilters)[number];

export interface UsageQuery {
  /** Milliseconds since 1970, half open, on full hours. */
  readonly from: number;
  readonly to: number;
  readonly granularity: Granularity;
  readonly groupBy: readonly UsageGroup[];
  readonly filters: Readonly<Partial<Record<UsageFilter, string>>>;
  /** Only what is billed with this month, such as `2026-11`. */
  readonly billedPeriod: string | undefined;
}

export interface UsageRequest extends Readonly<Partial<Record<UsageFilter, string>>> {
  readonly from: string;
  readonly to: string;
  readonly granularity: Granularity;
  /** Names with commas between. */
  readonly groupBy?: string | undefined;
  readonly billedPeriod?: string | undefined;
}

export type ParsedUsageQuery =
  | { readonly ok: true; readonly query: UsageQuery }
  | { readonly ok: false; readonly at: string; readonly message: string };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Of what is told hour by hour, or does not begin and end with a day. */
const MOST_HOURS = 35 * 24;
const MOST_DAYS = 1_100;
const TAG = /^tag:[a-z][a-z0-9-]{0,62}$/;

/** Reads what somebody wants to know of usage. All of it can be told from rollups alone, in bounded time. */
export function parseUsageQuery(request: UsageRequest): ParsedUsageQuery {
  const { granularity, groupBy = '', billedPeriod } = request;
  const [from, to] = [parseTime(request.from), parseTime(request.to)];
  if (from === undefined || from % HOUR_MS !== 0) return refuse('from', request.from, FULL_HOUR);
  if (to === undefined || to % HOUR_MS !== 0) return refuse('to', request.to, FULL_HOUR);
  if (to <= from) return refuse('to', request.to, 'a time after "from"');
  const query = { from, to, granularity };
  if (to - from > MOST_DAYS * DAY_MS) return refuse('to', request.to, `at most ${MOST_DAYS} days`);
  if (usesHours(query) && to - from > MOST_HOURS * HOUR_MS)
    return refuse(
      'to',
      request.to,
      'at most 35 days, or full days of UTC with granularity day, month or total',
    );
  const groups = groupBy.split(',').filter((name) => name !== '' && name !== 'metric');
  const odd = groups.find((name) => !isGroup(name));
  if (odd !== undefined)
    return refuse(
      'groupBy',
      odd,
      `some of ${usageGroups.join(', ')}, metric and tag:<name>, with commas between`,
    );
  if (groups.length > 8) return refuse('groupBy', groupBy, 'at most 8 names');
  const filters = Object.fromEntries(
    usageFilters.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]]])),
  );
  return {
    ok: true,
    query: { ...query, groupBy: [...new Set(groups.filter(isGroup))], filters, billedPeriod },
  };
}

/** Whether days are too coarse. */
export function usesHours({
  from,
  to,
  granularity,
}: Pick<UsageQuery, 'from' | 'to' | 'granularity'>): boolean {
  return granularity === 'hour' || from % DAY_MS !== 0 || to % DAY_MS !== 0;
}

/** A day, which begins at midnight of UTC, or a time; undefined for one that no usage can have. */
export function parseTime(text: string): number | undefined {
  const time = parseInstant(text.length === 10 ? `${text}T00:00:00Z` : text);
  return time !== undefined && isUsageTime(time) ? time : undefined;
}

/** Databases have no times beyond those of four digits. */
export function isUsageTime(milliseconds: number): boolean {
  return milliseconds >= DAY_MS && milliseconds < LAST_YEAR;
}

const LAST_YEAR = Date.parse('9990-01-01T00:00:00Z');

const FULL_HOUR = 'a day or a full hour of UTC, such as 2026-11-01 or 2026-11-01T08:00:00Z';

function isGroup(name: string): name is UsageGroup {
  return (usageGroups as readonly string[]).includes(name) || TAG.test(name);
}

function refuse(at: string, found: string, expected: string): ParsedUsageQuery {
  return { ok: false, at, message: `"${at}" must be ${expected}; found "${found.slice(0, 100)}".` };
}
