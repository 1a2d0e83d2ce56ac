import type { ConditionStatus, ConditionType } from '../store/standing-tables.ts';
import type { Queryable } from '../store/store.ts';

export type ConditionCounts = Readonly<
  Partial<Record<ConditionType, Readonly<Partial<Record<ConditionStatus, number>>>>>
>;

/** How many entities are in which condition. Looks at every condition there is. */
export async function countConditions(db: Queryable): Promise<ConditionCounts> {
  const rows = await db
    .selectFrom('condition')
    .select(['type', 'status', (row) => row.fn.countAll<string | number>().as('count')])
    .groupBy(['type', 'status'])
    .orderBy('type')
    .orderBy('status')
    .execute();
  const byType = [...Map.groupBy(rows, ({ type }) => type)];
  return Object.fromEntries(
    byType.map(([type, counts]) => [
      type,
      Object.fromEntries(counts.map(({ status, count }) => [status, Number(count)])),
    ]),
  );
}
