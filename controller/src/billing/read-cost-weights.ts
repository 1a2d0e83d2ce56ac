import type { CostWeight } from '@souk/model/billing/spread-costs.ts';
import { NO_COST_CENTER } from '@souk/model/billing/statement.ts';
import type { PriceBook } from '@souk/model/manifest/manifest.ts';
import type { Queryable } from '../store/store.ts';
import { type BillingWindow, billingWindow } from './billing-window.ts';
import { findUnits, numberOf } from './find-units.ts';
import { readEntryVersions } from './read-entry-versions.ts';
import {
  readSeatTotals,
  readSubjectTotals,
  readUsageTotals,
  type SubjectTotal,
} from './read-usage-totals.ts';
import { sliceOf } from './slice-usage.ts';

export interface CostWeightRequest {
  /** `2026-11` */
  readonly month: string;
  readonly books: readonly PriceBook[];
  /** Only what was used before this full hour, in milliseconds since 1970. */
  readonly until: number;
  /** Names of tags that are told apart. */
  readonly tags: readonly string[];
}

const DAY_MS = 86_400_000;

/** How much was used on each day of a month. */
export async function readCostWeights(
  db: Queryable,
  { month, books, until, tags }: CostWeightRequest,
): Promise<CostWeight[]> {
  const whole = billingWindow(books, month, { until });
  if (whole === undefined) return [];
  const window = cutByDay(whole);
  const totals = await readUsageTotals(db, window, tags);
  const subjects = await readSubjectTotals(db, window, tags);
  const seats = await readSeatTotals(db, window, tags);
  const versions = await readEntryVersions(db, totals);
  const unitOf = findUnits(totals, month, { books, versions });
  const weigh = (
    of: Omit<SubjectTotal, 'count' | 'team' | 'environment' | 'entry'>,
    quantity: string,
    source: CostWeight['source'] = 'usage',
  ): CostWeight => ({
    ...sliceOf(of, window, quantity),
    ...{ source, tags: of.tags, billedPeriod: of.billedPeriod, costCenter: of.costCenter ?? NO_COST_CENTER },
  });
  return [
    ...totals.flatMap((total) => {
      const number = numberOf(total, unitOf(total).aggregation);
      return number === undefined ? [] : [weigh(total, number)];
    }),
    ...subjects
      .filter((subject) => unitOf(subject).aggregation === 'unique')
      .map((subject) => weigh(subject, subject.count)),
    ...seats.map((seat) => weigh({ ...seat, metric: 'seats' }, seat.count, 'seats')),
  ];
}

function cutByDay(window: BillingWindow): BillingWindow {
  const { from, to, cuts } = window;
  const days = Array.from({ length: Math.ceil((to - from) / DAY_MS) - 1 }, (_, i) => from + (i + 1) * DAY_MS);
  return { ...window, cuts: [...new Set([...cuts, ...days])].toSorted((a, b) => a - b) };
}
