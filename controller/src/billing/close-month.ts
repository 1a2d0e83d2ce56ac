import { assembleStatements } from '@souk/model/billing/assemble-statements.ts';
import type { BillingProblem } from '@souk/model/billing/billing-inputs.ts';
import type { PriceBook } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { keepProblems } from './keep-problems.ts';
import { lockMonth } from './lock-month.ts';
import type { OpenMonth } from './open-months.ts';
import type { StripeSettings } from './payment/payment-settings.ts';
import { queuePayments } from './payment/queue-payments.ts';
import { readBillingInputs } from './read-billing-inputs.ts';
import { storeStatements } from './store-statements.ts';
import { tellBillingNews } from './tell-billing-news.ts';

export type CloseResult =
  | { readonly type: 'closed'; readonly statements: number; readonly told: readonly BillingProblem[] }
  /** Something is missing: nothing was issued. */
  | {
      readonly type: 'blocked';
      readonly problems: readonly BillingProblem[];
      /** Those of them that were not known before. */
      readonly fresh: readonly BillingProblem[];
    }
  /** It was closed before, and nothing was done. */
  | { readonly type: 'done' };

/**
 * Closes a month, in the transaction of the caller: statements are issued, and what comes from now on is billed with
 * another month. Whoever counts usage of the month at this moment is waited for, so nothing is lost in between.
 */
export async function closeMonth(
  db: Queryable,
  { month, cutoff }: OpenMonth,
  now: Date,
  payments?: StripeSettings,
): Promise<CloseResult> {
  if (await lockMonth(db, month)) return { type: 'done' };
  const { inputs, problems: found } = await readBillingInputs(db, { period: month, now });
  const { statements, problems: told } = assembleStatements(inputs);
  const problems = [...found, ...told];
  const fresh = await keepProblems(db, month, problems, now);
  if (problems.some(({ blocks }) => blocks)) {
    if (fresh.length > 0) await tellBlocked(db, month, fresh, now);
    return { type: 'blocked', problems: problems.filter(({ blocks }) => blocks), fresh };
  }
  await storeStatements(db, statements, now);
  await queuePayments(db, statements, payments, now);
  await sql`
    update billing_period set state = 'closed', cutoff_at = ${new Date(cutoff).toISOString()}::timestamptz,
      closed_at = ${now.toISOString()}::timestamptz
    where period = ${`${month}-01`}::text::date`.execute(db);
  await noteReissues(db, inputs.books, month, now);
  const detail = { period: month, statements: statements.length, currency: statements[0]?.currency ?? null };
  await tellBillingNews(
    db,
    {
      events: [
        { type: 'billing.closed', data: detail },
        ...statements.map(({ id, kind, subject, total, due, currency }) => ({
          type: 'statement.issued',
          data: { id, kind, subject, period: month, total, due, currency },
        })),
      ],
      audit: [
        {
          action: 'closed',
          subject: `billing/${month}`,
          detail: {
            ...detail,
            digests: Object.fromEntries(statements.map(({ id, digest }) => [id, digest])),
          },
        },
      ],
    },
    now,
  );
  return { type: 'closed', statements: statements.length, told };
}

export async function tellBlocked(
  db: Queryable,
  month: string,
  problems: readonly BillingProblem[],
  now: Date,
): Promise<void> {
  const data = { period: month, problems: problems.map(({ code, detail }) => ({ code, detail })) };
  await tellBillingNews(db, { events: [{ type: 'billing.blocked', data }], audit: [] }, now);
}

/** What was asked to be issued again, and was not issued yet, is right from the start. */
async function noteReissues(
  db: Queryable,
  books: readonly PriceBook[],
  month: string,
  now: Date,
): Promise<void> {
  const asked = books
    .flatMap(({ reissues }) => reissues ?? [])
    .filter(({ period }) => period === month)
    .map(({ id, reason }) => ({ id, period: `${month}-01`, revision: 1, reason, done_at: now }));
  await writeRows(db, 'billing_reissue', asked, { onConflict: sql`on conflict (id) do nothing` });
}
