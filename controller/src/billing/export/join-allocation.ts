import { NO_COST_CENTER } from '@souk/model/billing/statement.ts';
import type { UsageRow } from '../../metering/read-usage.ts';
import type { CostRow } from '../group-costs.ts';
import type { AllocationRow } from './allocation-row.ts';

/** What usage and costs are told apart by; costs by metric as well. */
export const allocationGroups = ['costCenter', 'team', 'environment', 'app', 'installation'] as const;

type Names = Omit<AllocationRow, 'usage' | 'cost'>;

/** Puts what was used beside what it cost, in the order of days and names, whatever the order of a database is. */
export function joinAllocation(used: readonly UsageRow[], costs: readonly CostRow[]): AllocationRow[] {
  const costsOf = Map.groupBy(costs, ({ from, groups }) => keyOf(namesOf(from, groups)));
  const rows: AllocationRow[] = [];
  const placed = new Set<string>();
  for (const usage of used) {
    const names = namesOf(usage.from, [...usage.groups, usage.metric]);
    const key = keyOf(names);
    // A metric in two units has its costs once.
    rows.push(rowOf(names, usage, placed.has(key) ? undefined : costsOf.get(key)?.[0]));
    placed.add(key);
  }
  for (const [key, of] of costsOf)
    for (const cost of placed.has(key) ? of.slice(1) : of)
      rows.push(rowOf(namesOf(cost.from, cost.groups), undefined, cost));
  return rows.toSorted((a, b) => compare(placeOf(a), placeOf(b)));
}

function namesOf(
  from: number,
  [costCenter, team, environment, app, installation, metric]: readonly (string | null | undefined)[],
): Names {
  return {
    day: new Date(from).toISOString().slice(0, 10),
    ...{ costCenter: costCenter ?? NO_COST_CENTER, team: team ?? null, environment: environment ?? null },
    ...{ app: app ?? null, installation: installation ?? null, metric: metric ?? null },
  };
}

function keyOf(names: Names): string {
  return JSON.stringify(Object.values(names));
}

function rowOf(names: Names, usage: UsageRow | undefined, cost: CostRow | undefined): AllocationRow {
  return {
    ...names,
    usage: usage && {
      ...{ quantity: usage.sum, unit: usage.unit, events: usage.events, subjects: usage.subjects },
    },
    cost: cost && {
      ...{ amount: cost.amount, due: cost.due, currency: cost.currency, isFinal: cost.isFinal },
    },
  };
}

function placeOf({ usage, cost, ...names }: AllocationRow): string {
  return JSON.stringify([...Object.values(names), usage?.unit, cost?.currency]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
