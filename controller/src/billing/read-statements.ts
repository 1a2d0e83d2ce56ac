import type { Statement } from '@souk/model/billing/statement.ts';
import { type RawBuilder, sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { IssuedStatement } from './issued-statement.ts';

/** A statement without its lines. */
export interface StatementSummary
  extends Omit<Statement, 'lines' | 'notes' | 'subtotals'>,
    Omit<IssuedStatement, 'statement'> {
  readonly lines: number;
}

export interface StatementQuery {
  /** `2026-11` */
  readonly period?: string | undefined;
  readonly costCenter?: string | undefined;
  readonly partner?: string | undefined;
  /** Only those that are neither reversed nor reversals. */
  readonly standing?: boolean | undefined;
  /** Those with smaller numbers. */
  readonly before?: number | undefined;
  readonly limit: number;
}

interface Row extends Omit<StatementSummary, 'number'> {
  readonly number: string | number;
}

/** The newest first. */
export async function readStatements(db: Queryable, query: StatementQuery): Promise<StatementSummary[]> {
  const { rows } = await sql<Row>`
    select s.id, s.number, s.kind, s.subject, to_char(s.period, 'YYYY-MM') as period, s.revision, s.currency,
      s.body->>'total' as total, s.body->>'due' as due, s.digest, s.issued_at as "issuedAt", s.reverses, s.replaces,
      r.id as "reversedBy", json_array_length(s.body->'lines') as lines
    from statement as s left join statement as r on r.reverses = s.id
    where ${conditions(query)} order by s.number desc limit ${query.limit}`.execute(db);
  return rows.map((row) => ({ ...row, number: Number(row.number) }));
}

/** Whole statements, in the order of their numbers. */
export async function readIssuedStatements(
  db: Queryable,
  query: Omit<StatementQuery, 'before'>,
): Promise<IssuedStatement[]> {
  return readIssued(db, conditions(query), query.limit);
}

export async function readStatement(db: Queryable, id: string): Promise<IssuedStatement | undefined> {
  const [found] = await readIssued(db, sql`s.id = ${id}`, 1);
  return found;
}

async function readIssued(
  db: Queryable,
  where: RawBuilder<unknown>,
  limit: number,
): Promise<IssuedStatement[]> {
  const { rows } = await sql<{
    readonly body: Statement;
    readonly number: string | number;
    readonly issuedAt: Date;
    readonly reversedBy: string | null;
  }>`
    select s.body, s.number, s.issued_at as "issuedAt", r.id as "reversedBy"
    from statement as s left join statement as r on r.reverses = s.id
    where ${where} order by s.number limit ${limit}`.execute(db);
  return rows.map(({ body, number, ...row }) => ({ ...row, statement: body, number: Number(number) }));
}

function conditions({ period, costCenter, partner, standing, before }: Omit<StatementQuery, 'limit'>) {
  return sql.join(
    [
      sql`true`,
      ...(period === undefined ? [] : [sql`s.period = ${`${period}-01`}::text::date`]),
      ...(costCenter === undefined ? [] : [sql`s.kind = 'cost-center' and s.subject = ${costCenter}`]),
      ...(partner === undefined ? [] : [sql`s.kind = 'partner' and s.subject = ${partner}`]),
      ...(standing === true ? [sql`s.reverses is null and r.id is null`] : []),
      ...(before === undefined ? [] : [sql`s.number < ${before}`]),
    ],
    sql` and `,
  );
}
