import { readUsage, type UsagePlace, type UsageRow } from '../../metering/read-usage.ts';
import type { UsageQuery } from '../../metering/usage-query.ts';
import type { Queryable } from '../../store/store.ts';
import { readCosts } from '../read-costs.ts';
import type { AllocationPeriod, AllocationRow } from './allocation-row.ts';
import { allocationGroups, joinAllocation } from './join-allocation.ts';

const PAGE = 5_000;

/** What was used and cost on days of a month, as it is billed with that month. */
export async function readAllocation(
  db: Queryable,
  { month, from, to }: AllocationPeriod,
  now: Date,
): Promise<AllocationRow[]> {
  const span = { from, to, granularity: 'day', filters: {} } as const;
  const used = await readAllUsage(db, { ...span, groupBy: allocationGroups, billedPeriod: month });
  const { rows } = await readCosts(db, { ...span, groupBy: [...allocationGroups, 'metric'] }, now);
  return joinAllocation(used, rows);
}

async function readAllUsage(db: Queryable, query: UsageQuery): Promise<UsageRow[]> {
  const all: UsageRow[] = [];
  let after: UsagePlace | undefined;
  do {
    const { rows, next } = await readUsage(db, query, { after, limit: PAGE });
    all.push(...rows);
    after = next;
  } while (after !== undefined);
  return all;
}
