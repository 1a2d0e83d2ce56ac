import { addMonths, startOfMonth } from '@souk/model/metering/utc-month.ts';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { Term } from '../../leadership/term.ts';
import type { Queryable, Store } from '../../store/store.ts';
import type { KnownMonths } from '../open-months.ts';
import { readKnownMonths } from '../read-known-months.ts';
import { readIssuedStatements } from '../read-statements.ts';
import type { AllocationPeriod, AllocationRow } from './allocation-row.ts';
import { digestOf, type ExportFile, exportFile, readHanded } from './export-file.ts';
import { exportName } from './export-name.ts';
import type { ExportTarget } from './export-target.ts';
import { assembleMonthFiles, CSV, lastFileOf } from './month-files.ts';
import { readAllocation } from './read-allocation.ts';
import { renderAllocatedUsage, renderAllocationCsv } from './render-allocation-csv.ts';

export interface ExportPorts {
  readonly store: Store;
  readonly target: ExportTarget;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Name of the marketplace, as pages and FOCUS name who issues statements. */
  readonly marketplace: () => string;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
const MOST_STATEMENTS = 100_000;

/**
 * Hands out every file that is due and was not: each day that has ended, and the statements of each month that is closed.
 *
 * @returns how many files were written
 * @throws {ExportError} for the first that can't be; those before it stay
 */
export async function exportBilling(term: Term, ports: ExportPorts): Promise<number> {
  const { store, clock } = ports;
  const now = clock.now();
  const known = await readKnownMonths(store.db);
  const today = now.getTime() - (now.getTime() % DAY_MS);
  let written = 0;
  for (const month of monthsUntil(known, today)) {
    const to = Math.min(startOfMonth(addMonths(month, 1)), today);
    const period = { month, from: startOfMonth(month), to };
    const isClosed = known.closed.has(month);
    const basis = isClosed ? await readBasis(store.db, month) : undefined;
    if (basis !== undefined && (await readHanded(store.db, lastFileOf(month)))?.basis === basis) continue;
    const files = [
      ...assembleDayFiles(period, await readAllocation(store.db, period, now), isClosed),
      ...(basis === undefined ? [] : await readMonthFiles(month, basis, ports)),
    ];
    for (const file of files)
      if (await exportFile(term, { store, target: ports.target, now }, file)) written += 1;
  }
  return written;
}

function monthsUntil({ first }: KnownMonths, today: number): string[] {
  const months = [];
  if (first !== undefined)
    for (let month = first; startOfMonth(month) < today; month = addMonths(month, 1)) months.push(month);
  return months;
}

/**
 * A file for each day of a period. While the month is open, its fees are spread anew each day: a day is written again when
 * its usage has changed, and for the last time when the month is closed.
 */
function assembleDayFiles(
  { month, from, to }: AllocationPeriod,
  rows: readonly AllocationRow[],
  isClosed: boolean,
): ExportFile[] {
  const byDay = Map.groupBy(rows, ({ day }) => day);
  const files: ExportFile[] = [];
  for (let at = from; at < to; at += DAY_MS) {
    const day = new Date(at).toISOString().slice(0, 10);
    const own = byDay.get(day) ?? [];
    const file = {
      base: exportName(month, `allocation-${day}.csv`),
      ...{ text: renderAllocationCsv(own), contentType: CSV },
    };
    files.push(isClosed ? file : { ...file, basis: `usage ${digestOf(renderAllocatedUsage(own))}` });
  }
  return files;
}

async function readMonthFiles(
  month: string,
  basis: string,
  { store, marketplace }: ExportPorts,
): Promise<ExportFile[]> {
  const issued = await readIssuedStatements(store.db, { period: month, limit: MOST_STATEMENTS });
  return assembleMonthFiles(month, issued, { marketplace: marketplace(), basis });
}

/** Stands for the statements of a month: none changes, so the newest says which there are. */
async function readBasis(db: Queryable, month: string): Promise<string> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(number), 0)::integer as last from statement where period = ${`${month}-01`}::text::date`.execute(
    db,
  );
  return `statements up to ${rows[0]?.last ?? 0}`;
}

/** The number of the newest statement, and the day: nothing is handed out as long as both are the same. */
export async function readExportMark(db: Queryable, now: Date): Promise<string> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(number), 0)::integer as last from statement`.execute(db);
  return `${now.toISOString().slice(0, 10)} ${rows[0]?.last ?? 0}`;
}
