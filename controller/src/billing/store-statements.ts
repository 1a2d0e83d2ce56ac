import type { Statement } from '@souk/model/billing/statement.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';

/**
 * Issues statements: they get the next numbers, and never change again. Only the leader issues any, so that numbers have
 * no gaps.
 */
export async function storeStatements(
  db: Queryable,
  statements: readonly Statement[],
  now: Date,
): Promise<void> {
  const { rows } = await sql<{ last: string }>`
    select coalesce(max(number), 0)::text as last from statement`.execute(db);
  const last = Number(rows[0]?.last ?? 0);
  await writeRows(
    db,
    'statement',
    statements.map((statement, i) => {
      const { id, kind, subject, period, revision, currency, total, due, digest, reverses, replaces } =
        statement;
      return {
        ...{
          id,
          number: last + i + 1,
          kind,
          subject,
          period: `${period}-01`,
          revision,
          currency,
          total,
          due,
        },
        ...{ body: statement, digest, issued_at: now, reverses, replaces },
      };
    }),
  );
}
