import type { BillingProblem } from '@souk/model/billing/billing-inputs.ts';
import { findCutoff } from '@souk/model/billing/plan-close.ts';
import { addMonths, monthOf } from '@souk/model/metering/utc-month.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { readKnownMonths } from './read-known-months.ts';
import { readManifests } from './read-manifests.ts';

/** How billing of a month stands. */
export interface BillingMonth {
  /** `2026-11` */
  readonly month: string;
  /** Overdue: past its cutoff, and something keeps it open. */
  readonly state: 'open' | 'overdue' | 'closed';
  /** When it is, or was, closed, in milliseconds since 1970. */
  readonly cutoff: number;
  readonly closedAt: Date | undefined;
  readonly problems: readonly BillingProblem[];
}

interface ClosedRow {
  readonly month: string;
  readonly cutoff_at: Date;
  readonly closed_at: Date;
}

/** Every month of which anything is known, the newest first. */
export async function readBillingMonths(db: Queryable, now: Date): Promise<BillingMonth[]> {
  const { first } = await readKnownMonths(db);
  const books = await readManifests(db, 'PriceBook');
  const closed = await sql<ClosedRow>`
    select to_char(period, 'YYYY-MM') as month, cutoff_at, closed_at
    from billing_period where state = 'closed'`.execute(db);
  const problems = await sql<BillingProblem & { readonly month: string }>`
    select to_char(period, 'YYYY-MM') as month, code, detail, blocks
    from billing_problem order by code, detail`.execute(db);
  const closedBy = new Map(closed.rows.map((row) => [row.month, row]));
  const problemsOf = Map.groupBy(problems.rows, ({ month }) => month);
  const current = monthOf(now.getTime());
  const months: BillingMonth[] = [];
  for (let month = current; month >= (first ?? current); month = addMonths(month, -1)) {
    const row = closedBy.get(month);
    const cutoff = row?.cutoff_at.getTime() ?? Date.parse(findCutoff(books, month));
    const isDue = cutoff <= now.getTime();
    months.push({
      ...{ month, cutoff, closedAt: row?.closed_at },
      state: row !== undefined ? 'closed' : isDue ? 'overdue' : 'open',
      problems: (problemsOf.get(month) ?? []).map(({ code, detail, blocks }) => ({ code, detail, blocks })),
    });
  }
  return months;
}
