import { sql } from 'kysely';
import type { PaymentState } from '../../store/billing-tables.ts';
import type { Queryable } from '../../store/store.ts';

/** How the payment of a statement stands. */
export interface Payment {
  readonly identifier: string;
  readonly statement: string;
  readonly costCenter: string;
  /** `2026-11` */
  readonly period: string;
  readonly currency: string;
  /** What the statement asks for or gives back, and what the provider is told; whole minor units. */
  readonly owed: string;
  readonly value: string | null;
  readonly customer: string | null;
  readonly state: PaymentState;
  readonly attempts: number;
  readonly dueAt: Date | null;
  readonly sentAt: Date | null;
  /** What went wrong last, fit to be shown. */
  readonly error: string | null;
}

export interface PaymentQuery {
  readonly statement?: string | undefined;
  /** Only those that somebody has to look at. */
  readonly open?: boolean | undefined;
  readonly limit: number;
}

/** The newest statement first. */
export async function readPayments(db: Queryable, query: PaymentQuery): Promise<Payment[]> {
  const { statement, open, limit } = query;
  const { rows } = await sql<Payment>`
    select p.identifier, p.statement_id as statement, p.cost_center as "costCenter",
      to_char(s.period, 'YYYY-MM') as period, p.currency, p.owed::text as owed, p.value::text as value, p.customer,
      p.state, p.attempts, p.due_at as "dueAt", p.sent_at as "sentAt", p.error
    from payment_event as p join statement as s on s.id = p.statement_id
    where ${statement === undefined ? sql`true` : sql`p.statement_id = ${statement}`}
      and ${open === true ? sql`p.state in ('unmapped', 'refused', 'unsure')` : sql`true`}
    order by s.number desc limit ${limit}`.execute(db);
  return rows;
}

/** How many payments wait for somebody to look at them. */
export async function countOpenPayments(db: Queryable): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*)::integer as open from payment_event where state in ('unmapped', 'refused', 'unsure')`.execute(
    db,
  );
  return rows[0]?.open ?? 0;
}
