import type { BillingProblem } from '@souk/model/billing/billing-inputs.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/**
 * Keeps what is wrong with a month, each since it was first found, and forgets what is mended.
 *
 * @returns those that block and were not known before
 */
export async function keepProblems(
  db: Queryable,
  month: string,
  problems: readonly BillingProblem[],
  now: Date,
): Promise<readonly BillingProblem[]> {
  const day = `${month}-01`;
  const asked = sql`unnest(
    ${problems.map(({ code }) => code)}::text[], ${problems.map(({ detail }) => detail)}::text[],
    ${problems.map(({ blocks }) => String(blocks))}::text[]::boolean[]
  ) as asked (code, detail, blocks)`;
  await sql`
    delete from billing_problem as p where period = ${day}::text::date
      and not exists (select from ${asked} where asked.code = p.code and asked.detail = p.detail)`.execute(
    db,
  );
  const { rows } = await sql<BillingProblem>`
    insert into billing_problem (period, code, detail, blocks, since)
    select distinct on (code, detail) ${day}::text::date, code, detail, blocks, ${now.toISOString()}::timestamptz
    from ${asked} order by code, detail
    on conflict (period, code, detail) do nothing
    returning code, detail, blocks`.execute(db);
  return rows.filter(({ blocks }) => blocks);
}
