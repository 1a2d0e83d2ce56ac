import { estimateSubjects, type SubjectCount } from '@souk/model/metering/subject-sample.ts';
import type { UsageQuery } from '../usage-query.ts';
import type { UsagePage, UsagePageRequest } from '../usage-reader.ts';
import { assembleUsageRow, type UsagePlace, type UsedOfPlace, withoutUnit } from '../usage-row.ts';
import type { ColumnarStore } from './columnar-store.ts';
import { subjectsStatement, usedStatement } from './copied-usage-sql.ts';

interface UsedRow {
  readonly place: UsagePlace;
  readonly usedEvents: string;
  readonly usedSum: string;
  readonly usedMax: string;
  readonly usedLast: string;
  readonly usedLastAt: string;
}

interface SubjectsRow {
  readonly place: UsagePlace;
  readonly topLevel: number;
  readonly keptSubjects: number;
}

/** The same rows as those of the ledger, from a generation of the copy. */
export async function readCopiedUsage(
  copy: ColumnarStore,
  generation: string,
  query: UsageQuery,
  { after, limit }: UsagePageRequest,
): Promise<Omit<UsagePage, 'asOf'>> {
  const { text, parameters } = usedStatement(generation, query, { after, limit: limit + 1 });
  const rows = await copy.query<UsedRow>(text, parameters);
  const shown = rows.slice(0, limit).map(usedOf);
  const subjects = await countSubjects(copy, generation, query, shown);
  return {
    rows: shown.map((row) => assembleUsageRow(query, row, subjects.get(withoutUnit(row.place)))),
    next: rows.length > limit ? shown.at(-1)?.place : undefined,
  };
}

async function countSubjects(
  copy: ColumnarStore,
  generation: string,
  query: UsageQuery,
  shown: readonly UsedOfPlace[],
): Promise<ReadonlyMap<string, SubjectCount>> {
  const metrics = [...new Set(shown.map(({ place }) => place.at(-2) ?? ''))];
  if (metrics.length === 0) return new Map();
  const { text, parameters } = subjectsStatement(generation, query, metrics);
  const rows = await copy.query<SubjectsRow>(text, parameters);
  return new Map(
    rows.map(({ place, topLevel, keptSubjects }) => [
      JSON.stringify(place),
      estimateSubjects(keptSubjects, topLevel),
    ]),
  );
}

function usedOf(row: UsedRow): UsedOfPlace {
  return {
    ...{ place: row.place, events: row.usedEvents, sum: row.usedSum, max: row.usedMax, last: row.usedLast },
    lastAt: new Date(Number(row.usedLastAt)),
  };
}
