import type {
  BillingInputs,
  BillingProblem,
  InstallationFacts,
  Presence,
  Slice,
  UsageSlice,
} from '@souk/model/billing/billing-inputs.ts';
import {
  costCenterCharges,
  defaultCharge,
  installationFacts,
} from '@souk/model/billing/installation-facts.ts';
import type { PriceBook } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { type BillingWindow, billingWindow } from './billing-window.ts';
import { readEntryVersions } from './read-entry-versions.ts';
import { type Payers, readManifests, readPayers } from './read-manifests.ts';
import { instanceSlices, presenceOf, readStays, type Stay } from './read-presences.ts';
import { readSettledCredits } from './read-settled-credits.ts';
import {
  readSeatTotals,
  readSubjectTotals,
  readUsageTotals,
  type SubjectTotal,
  type UsageTotal,
} from './read-usage-totals.ts';
import { sliceOf, sliceUsage } from './slice-usage.ts';

export interface BillingRequest {
  /** `2026-11` */
  readonly period: string;
  readonly now: Date;
  /** Only what was used before this full hour, in milliseconds since 1970; all of the month when absent. */
  readonly until?: number;
  /** Counts up from 1 each time that the month is issued again. */
  readonly revision?: number;
  /** Other prices than those of the catalog, to see what would be. */
  readonly books?: readonly PriceBook[];
}

export interface ReadInputs {
  readonly inputs: BillingInputs;
  /** What is wrong with what was read, beside what statements find. */
  readonly problems: readonly BillingProblem[];
}

/** All that is known of a month, as it is read. */
interface MonthParts {
  readonly window: BillingWindow;
  readonly totals: readonly UsageTotal[];
  readonly subjects: readonly SubjectTotal[];
  readonly seats: readonly Omit<SubjectTotal, 'metric'>[];
  readonly stays: readonly Stay[];
}

/**
 * Reads all that the statements of a month are made of: usage from rollups, who was there, what versions said, and what
 * the catalog says now. Of each earlier month of which something is billed with this one it reads all there is.
 */
export async function readBillingInputs(db: Queryable, request: BillingRequest): Promise<ReadInputs> {
  const { period, now, until } = request;
  const books = request.books ?? (await readManifests(db, 'PriceBook'));
  const originals = await readLateMonths(db, period);
  const windows = [
    ...originals.map((month) => billingWindow(books, month, { billedBy: period })),
    billingWindow(books, period, until === undefined ? {} : { until }),
  ].filter((window) => window !== undefined);
  const months: MonthParts[] = [];
  for (const window of windows) months.push(await readMonth(db, window, now));
  const payers = await readPayers(db);
  const versions = await readEntryVersions(db, months.flatMap(namedVersions));
  const sliced = months.map((month) => sliceUsage(month, month.window, { books, versions }));
  return {
    inputs: {
      ...{ period, books, versions, revision: request.revision ?? 1 },
      installations: assembleFacts(months, payers),
      usage: sliced.flatMap(({ slices }) => slices),
      presences: months.flatMap(({ stays }): Presence[] => stays.map(presenceOf)),
      seats: months.flatMap(seatSlices),
      instances: months.flatMap(({ stays, window }) =>
        stays.flatMap((stay) => instanceSlices(stay, window.cuts)),
      ),
      costCenters: costCenterCharges([...payers.teams.values()], payers.marketplace),
      charge: defaultCharge(payers.marketplace),
      settledCredits: await readSettledCredits(db, period),
    },
    problems: sliced.flatMap(({ problems }) => problems),
  };
}

/** Earlier months of which something is billed with this one. */
async function readLateMonths(db: Queryable, period: string): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(day at time zone 'UTC', 'YYYY-MM') as month from usage_day
    where billed_period = ${`${period}-01`}::text::date and day < ${`${period}-01T00:00:00Z`}::timestamptz
    order by 1`.execute(db);
  return rows.map(({ month }) => month);
}

async function readMonth(db: Queryable, window: BillingWindow, now: Date): Promise<MonthParts> {
  return {
    window,
    totals: await readUsageTotals(db, window),
    subjects: await readSubjectTotals(db, window),
    seats: await readSeatTotals(db, window),
    stays: await readStays(db, window, now),
  };
}

function namedVersions({ totals, subjects, seats, stays }: MonthParts) {
  return [
    ...[...totals, ...subjects, ...seats].map(({ entry, version }) => ({ entry, version })),
    ...stays.map(({ entry_id, version }) => ({ entry: entry_id, version })),
  ];
}

function seatSlices({ seats, window }: MonthParts): Slice[] {
  return seats.map((seat) => {
    const { metric: _, ...slice }: UsageSlice = sliceOf({ ...seat, metric: '' }, window, seat.count);
    return slice;
  });
}

/** Whom each installation belonged to last: by its presence, else by what was counted to it. */
function assembleFacts(months: readonly MonthParts[], payers: Payers): InstallationFacts[] {
  const facts = new Map<string, InstallationFacts>();
  for (const { totals, seats, stays } of months) {
    for (const used of [...totals, ...seats])
      if (!facts.has(used.installation)) facts.set(used.installation, usedFacts(used, payers));
    for (const stay of stays) facts.set(stay.installation_id, stayFacts(stay));
  }
  return [...facts.values()];
}

function stayFacts(stay: Stay): InstallationFacts {
  return {
    ...{ id: stay.installation_id, entry: stay.entry_id, team: stay.team, environment: stay.environment },
    ...{ costCenter: stay.cost_center, charge: stay.charge },
  };
}

function usedFacts(
  used: Omit<SubjectTotal, 'metric' | 'count'>,
  { teams, marketplace }: Payers,
): InstallationFacts {
  const { installation: id, entry: app, team, environment, version } = used;
  const said = { apiVersion: 'souk/v1', kind: 'Installation', id, app, team, environment, version } as const;
  return {
    ...installationFacts(said, { team: teams.get(team), marketplace }),
    costCenter: used.costCenter,
  };
}
