import type { Statement } from '@souk/model/billing/statement.ts';
import { sql } from 'kysely';
import { pino } from 'pino';
import type { Term } from '../../../leadership/term.ts';
import type { Store } from '../../../store/store.ts';
import { silentTelemetry } from '../../../telemetry/create-telemetry.ts';
import { aTerm } from '../../../testing/a-term.ts';
import { FakeClock } from '../../../testing/fake-clock.ts';
import { storeStatements } from '../../store-statements.ts';
import { queuePayments } from '../queue-payments.ts';
import { type PaymentPorts, sendPayments } from '../send-payments.ts';
import { openStripe } from '../stripe/open-stripe.ts';
import { type StripeDouble, startStripeDouble } from './stripe-double.ts';

export const KEY = 'sk_test_aaaabbbbccccdddd';
export const settings = {
  key: 'env:SOUK_SECRET_STRIPE',
  meters: { EUR: 'souk_due', JPY: 'souk_due_yen' },
  customers: { sales: 'cus_sales', support: 'cus_support', wrong: 'cus_unknown' },
};

export interface PaymentWorld {
  readonly store: Store;
  readonly clock: FakeClock;
  readonly stripe: StripeDouble;
  readonly ports: PaymentPorts;
  /** Issues statements, and has Stripe told of them. */
  issue(...statements: Statement[]): Promise<void>;
  send(term?: Term): Promise<void>;
  /** Lets hours pass until nothing is left to send. */
  sendAll(): Promise<void>;
  /** Rows as `identifier state value`, in the order of statements. */
  rows(): Promise<string[]>;
  /** What counts at Stripe, by customer and meter. */
  charged(): Record<string, number>;
}

/** A statement with nothing in it but what is due. */
export function aStatement(id: string, due: string, change: Partial<Statement> = {}): Statement {
  return {
    ...{ id, kind: 'cost-center', subject: 'sales', period: '2026-11', revision: 1, currency: 'EUR' },
    ...{ total: due, due, subtotals: {}, notes: [], lines: [], reverses: null, replaces: null },
    ...{ digest: `${id.padEnd(16, '0')}ffff` },
    ...change,
  } as Statement;
}

export async function openPaymentWorld(store: Store, key = KEY): Promise<PaymentWorld> {
  const clock = new FakeClock('2026-12-06T00:12:00Z');
  const stripe = await startStripeDouble({
    ...{ key: KEY, customers: ['cus_sales', 'cus_support'], meters: ['souk_due', 'souk_due_yen'], clock },
  });
  const provider = openStripe({
    settings: { ...settings, url: stripe.url },
    readSecret: async () => ({ ok: true, value: key }),
  });
  const ports: PaymentPorts = {
    ...{ provider, settings, clock, random: () => 0.5 },
    ...{ logger: pino({ level: 'silent' }), telemetry: silentTelemetry() },
  };
  const send = (term: Term = aTerm(store)) => sendPayments(term, ports);
  return {
    ...{ store, clock, stripe, ports, send },
    issue: (...statements) =>
      store.db.transaction().execute(async (db) => {
        await storeStatements(db, statements, clock.now());
        await queuePayments(db, statements, settings, clock.now());
      }),
    sendAll: async () => {
      for (let i = 0; i < 12; i++) {
        clock.advance(60 * 60_000);
        await send();
      }
    },
    rows: async () => {
      const { rows } = await sql<{ row: string }>`
        select concat_ws(' ', p.statement_id, p.state, p.value) as row
        from payment_event as p join statement as s on s.id = p.statement_id order by s.number`.execute(
        store.db,
      );
      return rows.map(({ row }) => row);
    },
    charged: () => {
      const sums: Record<string, number> = {};
      for (const { customer, meter, value } of stripe.taken)
        sums[`${customer} ${meter}`] = (sums[`${customer} ${meter}`] ?? 0) + Number(value);
      return sums;
    },
  };
}
