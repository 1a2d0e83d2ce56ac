import { type UsageFilter, type UsageGroup, type UsageQuery, usesHours } from '../usage-query.ts';
import type { StatementParameters } from './columnar-store.ts';
import { copyTables } from './copy-tables.ts';
import { writeInstant } from './write-instant.ts';

/** A statement with what is bound to it. */
export interface Statement {
  readonly text: string;
  readonly parameters: StatementParameters;
}

const columns: Readonly<Record<UsageFilter, string>> = {
  app: 'r.app',
  version: 'r.version',
  installation: 'r.installation',
  team: 'r.team',
  costCenter: 'r.cost_center',
  environment: 'r.environment',
  metric: 'r.metric',
};

/** As the ledger writes times in a place. */
const PLACE_FORMAT = '%Y-%m-%dT%H:%i:%SZ';

/** @param limit rows at most */
export function usedStatement(
  generation: string,
  query: UsageQuery,
  { after, limit }: { readonly after: readonly string[] | undefined; readonly limit: number },
): Statement {
  const table = usesHours(query) ? copyTables.hour : copyTables.day;
  const text = `
    select
      ${placeOf(query, 'r.begin', ['r.metric', 'r.unit'])} as place,
      toString(sum(r.events)) as usedEvents, toString(sum(r.sum)) as usedSum, toString(max(r.max)) as usedMax,
      toString(argMax(r.last, (r.last_at, r.last_id, r.installation))) as usedLast,
      toString(toUnixTimestamp64Milli(max(r.last_at))) as usedLastAt
    from ${table} as r final
    where ${conditionsOf(query, 'r.begin')}
    group by place
    ${after === undefined ? '' : 'having place > {after:Array(String)}'}
    order by place limit {limit:UInt32}`;
  const parameters = { ...parametersOf(generation, query), limit, ...(after === undefined ? {} : { after }) };
  return { text, parameters };
}

/** How many subjects there are, of these metrics; where some are a sample, all are taken as one of the same level. */
export function subjectsStatement(
  generation: string,
  query: UsageQuery,
  metrics: readonly string[],
): Statement {
  const text = `
    select place, toUInt32(max(top)) as topLevel, toUInt32(uniqExactIf(subject, zeros >= top)) as keptSubjects
    from (
      select place, subject, zeros, max(level) over (partition by place) as top
      from (
        select ${placeOf(query, 'r.first_at', ['r.metric'])} as place, r.subject as subject, r.zeros as zeros, l.level as level
        from ${copyTables.subject} as r final
        join ${copyTables.level} as l final
          on l.generation = r.generation and l.installation = r.installation and l.metric = r.metric and l.period = r.period
        where r.metric in {metrics:Array(String)} and l.generation = {generation:UUID} and ${conditionsOf(query, 'r.first_at')}
      )
    )
    group by place`;
  return { text, parameters: { ...parametersOf(generation, query), metrics } };
}

/** Rows are ordered, and found again, by a list of texts: the same as in the ledger. */
function placeOf({ granularity, groupBy }: UsageQuery, time: string, names: readonly string[]): string {
  const begin =
    granularity === 'total'
      ? '{fromText:String}'
      : `greatest(formatDateTime(toDateTime(dateTrunc('${granularity}', ${time}, 'UTC'), 'UTC'), '${PLACE_FORMAT}', 'UTC'), {fromText:String})`;
  const parts = [begin, ...groupBy.map(groupColumn), ...names].map((part) => `toString(${part})`);
  return `[${parts.join(', ')}]`;
}

function groupColumn(group: UsageGroup, place: number): string {
  return group in columns ? columns[group as UsageFilter] : `r.tags[{tag${place}:String}]`;
}

function conditionsOf({ filters, billedPeriod }: UsageQuery, time: string): string {
  const named = (Object.keys(filters) as UsageFilter[]).map((name) => `${columns[name]} = {${name}:String}`);
  return [
    'r.generation = {generation:UUID}',
    `${time} >= {from:DateTime64(3, 'UTC')}`,
    `${time} < {to:DateTime64(3, 'UTC')}`,
    ...named,
    ...(billedPeriod === undefined ? [] : ['r.billed_period = {billedPeriod:String}']),
  ].join(' and ');
}

function parametersOf(
  generation: string,
  { from, to, groupBy, filters, billedPeriod }: UsageQuery,
): StatementParameters {
  const tags = groupBy.flatMap((group, place) =>
    group in columns ? [] : [[`tag${place}`, group.slice('tag:'.length)] as const],
  );
  return {
    ...filters,
    ...Object.fromEntries(tags),
    ...{ generation, from: writeInstant(new Date(from)), to: writeInstant(new Date(to)) },
    fromText: new Date(from).toISOString().replace('.000Z', 'Z'),
    ...(billedPeriod === undefined ? {} : { billedPeriod }),
  };
}
