import { findReissues } from '@souk/model/billing/plan-close.ts';
import { sql } from 'kysely';
import type { Term } from '../leadership/term.ts';
import { logEvent } from '../telemetry/log-events.ts';
import type { BillingPorts } from './billing-ports.ts';
import { type CloseResult, closeMonth } from './close-month.ts';
import { openMonths } from './open-months.ts';
import { readKnownMonths } from './read-known-months.ts';
import { readManifests } from './read-manifests.ts';
import { reissueMonth } from './reissue-month.ts';

export interface BilledMonths {
  /** Whether anything was issued. */
  readonly issued: boolean;
  /** Months that are past their cutoff and not closed. */
  readonly overdue: readonly string[];
}

/**
 * Closes the months whose time has come, the oldest first, and issues again what the catalog asks for. A month that can't
 * be closed keeps those after it open: what comes late is billed with the oldest one that is open.
 */
export async function closeDueMonths(
  term: Term,
  { store, clock, logger, payments }: Pick<BillingPorts, 'store' | 'clock' | 'logger' | 'payments'>,
): Promise<BilledMonths> {
  const now = clock.now();
  const books = await readManifests(store.db, 'PriceBook');
  const due = openMonths(await readKnownMonths(store.db), books, now).filter(
    ({ cutoff }) => cutoff <= now.getTime(),
  );
  let issued = false;
  for (const [i, month] of due.entries()) {
    if (term.ended.aborted) return { issued, overdue: [] };
    const result = await term.write((db) => closeMonth(db, month, clock.now(), payments));
    report(month.month, result, logger);
    if (result.type === 'blocked') return { issued, overdue: due.slice(i).map((one) => one.month) };
    issued ||= result.type === 'closed';
  }
  const done = await sql<{ id: string }>`select id from billing_reissue`.execute(store.db);
  const { closed } = await readKnownMonths(store.db);
  const reissues = findReissues(
    books,
    done.rows.map(({ id }) => id),
  ).filter(({ period }) => closed.has(period));
  for (const reissue of reissues) {
    if (term.ended.aborted) break;
    const result = await term.write((db) => reissueMonth(db, reissue, clock.now(), payments));
    report(reissue.period, result, logger);
    issued ||= result.type === 'closed';
  }
  return { issued, overdue: [] };
}

function report(month: string, result: CloseResult, logger: BillingPorts['logger']): void {
  switch (result.type) {
    case 'closed':
      logEvent(logger, 'billing.closed', { month, statements: result.statements }, `${month} is billed`);
      for (const { code, detail } of result.told)
        logEvent(logger, 'billing.told', { month, code }, `${month} was billed, but: ${detail}`);
      return;
    case 'blocked':
      for (const { code, detail } of result.fresh)
        logEvent(logger, 'billing.blocked', { month, code }, `${month} can't be billed: ${detail}`);
      return;
    case 'done':
      return;
  }
}
