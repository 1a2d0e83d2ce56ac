import { assembleStatements } from '@souk/model/billing/assemble-statements.ts';
import { compareStatements } from '@souk/model/billing/compare-statements.ts';
import type { findReissues } from '@souk/model/billing/plan-close.ts';
import { reverseStatement } from '@souk/model/billing/reverse-statement.ts';
import type { Statement } from '@souk/model/billing/statement.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { type CloseResult, tellBlocked } from './close-month.ts';
import { keepProblems } from './keep-problems.ts';
import { lockMonth } from './lock-month.ts';
import type { StripeSettings } from './payment/payment-settings.ts';
import { queuePayments } from './payment/queue-payments.ts';
import { readBillingInputs } from './read-billing-inputs.ts';
import { storeStatements } from './store-statements.ts';
import { tellBillingNews } from './tell-billing-news.ts';

type Reissue = ReturnType<typeof findReissues>[number];

/**
 * Issues a closed month again, in the transaction of the caller: each of its statements is reversed by one with the
 * opposite sign, and what the catalog says today is issued in its place. A month that is open has nothing to mend.
 */
export async function reissueMonth(
  db: Queryable,
  { id, period, reason }: Reissue,
  now: Date,
  payments?: StripeSettings,
): Promise<CloseResult> {
  const isClosed = await lockMonth(db, period);
  if (!isClosed || (await isDone(db, id))) return { type: 'done' };
  const standing = await readStanding(db, period);
  const revision = (await readRevision(db, period)) + 1;
  const { inputs, problems: found } = await readBillingInputs(db, { period, now, revision });
  const { statements, problems: told } = assembleStatements(inputs);
  const problems = [...found, ...told];
  const fresh = await keepProblems(db, period, problems, now);
  if (problems.some(({ blocks }) => blocks)) {
    if (fresh.length > 0) await tellBlocked(db, period, fresh, now);
    return { type: 'blocked', problems: problems.filter(({ blocks }) => blocks), fresh };
  }
  const reversals = standing.map((statement) => reverseStatement(statement, reason));
  await storeStatements(db, [...reversals, ...statements], now);
  await queuePayments(db, [...reversals, ...statements], payments, now);
  await writeRows(db, 'billing_reissue', [{ id, period: `${period}-01`, revision, reason, done_at: now }]);
  await tellReissue(db, { id, period, reason }, { standing, statements, revision, now });
  return { type: 'closed', statements: reversals.length + statements.length, told };
}

async function isDone(db: Queryable, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from billing_reissue where id = ${id}`.execute(db);
  return rows.length > 0;
}

/** Statements of a month that were not reversed. */
async function readStanding(db: Queryable, month: string): Promise<Statement[]> {
  const { rows } = await sql<{ body: Statement }>`
    select body from statement as s
    where period = ${`${month}-01`}::text::date and reverses is null
      and not exists (select from statement as r where r.reverses = s.id)
    order by number`.execute(db);
  return rows.map(({ body }) => body);
}

/** That of the last time: a month whose statements were all without a line has one too. */
async function readRevision(db: Queryable, month: string): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    select greatest(
      1, (select max(revision) from statement where period = ${`${month}-01`}::text::date),
      (select max(revision) from billing_reissue where period = ${`${month}-01`}::text::date)
    )::integer as revision`.execute(db);
  return rows[0]?.revision ?? 1;
}

async function tellReissue(
  db: Queryable,
  { id, period, reason }: Reissue,
  change: {
    readonly standing: readonly Statement[];
    readonly statements: readonly Statement[];
    readonly revision: number;
    readonly now: Date;
  },
): Promise<void> {
  const { standing, statements, revision, now } = change;
  const before = new Map(standing.map((one) => [subjectOf(one), one]));
  const after = new Map(statements.map((one) => [subjectOf(one), one]));
  const differences = [...new Set([...before.keys(), ...after.keys()])].toSorted().map((key) => ({
    before: before.get(key)?.id ?? null,
    after: after.get(key)?.id ?? null,
    total: compareStatements(before.get(key), after.get(key)).total,
  }));
  const detail = { id, period, reason, revision, differences };
  await tellBillingNews(
    db,
    {
      events: [{ type: 'billing.reissued', data: detail }],
      audit: [{ action: 'reissued', subject: `billing/${period}`, detail }],
    },
    now,
  );
}

function subjectOf({ kind, subject }: Statement): string {
  return `${kind} ${subject}`;
}
