import { type Cell, encodeCsv } from '../render/encode-csv.ts';
import type { AllocationRow } from './allocation-row.ts';

type Column = readonly [name: string, read: (row: AllocationRow) => Cell];

const number = (decimal: string | undefined): Cell => (decimal === undefined ? null : { decimal });

const usageColumns: readonly Column[] = [
  ['day', ({ day }) => day],
  ['cost_center', ({ costCenter }) => costCenter],
  ['team', ({ team }) => team],
  ['environment', ({ environment }) => environment],
  ['app', ({ app }) => app],
  ['installation', ({ installation }) => installation],
  ['metric', ({ metric }) => metric],
  ['quantity', ({ usage }) => number(usage?.quantity)],
  ['unit', ({ usage }) => usage?.unit ?? null],
  ['events', ({ usage }) => number(usage?.events)],
  ['subjects', ({ usage }) => number(usage?.subjects && String(usage.subjects.count))],
];

const columns: readonly Column[] = [
  ...usageColumns,
  ['amount', ({ cost }) => number(cost?.amount)],
  ['due', ({ cost }) => number(cost?.due)],
  ['currency', ({ cost }) => cost?.currency ?? null],
  ['final', ({ cost }) => (cost === undefined ? null : cost.isFinal ? 'yes' : 'no')],
];

/** The days' usage and costs: a row for each installation and metric, and for each cost of none. */
export function renderAllocationCsv(rows: readonly AllocationRow[]): string {
  return render(columns, rows);
}

/** The part of it that later usage alone changes. */
export function renderAllocatedUsage(rows: readonly AllocationRow[]): string {
  return render(
    usageColumns,
    rows.filter(({ usage }) => usage !== undefined),
  );
}

function render(shown: readonly Column[], rows: readonly AllocationRow[]): string {
  return encodeCsv([shown.map(([name]) => name), ...rows.map((row) => shown.map(([, read]) => read(row)))]);
}
