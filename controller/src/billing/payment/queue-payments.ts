import type { Statement } from '@souk/model/billing/statement.ts';
import { minorDigits } from '@souk/model/money/minor-digits.ts';
import Big from 'big.js';
import type { Queryable } from '../../store/store.ts';
import { writeRows } from '../../store/write-rows.ts';
import { mapPayments } from './map-payments.ts';
import type { StripeSettings } from './payment-settings.ts';

/**
 * Has a payment provider told of statements, in the transaction that issues them. What only shows costs and what is for
 * partners is none of theirs.
 *
 * @param statements already stored, reversals among them
 * @param settings undefined where nobody pays by a provider: nothing is done then
 */
export async function queuePayments(
  db: Queryable,
  statements: readonly Statement[],
  settings: Pick<StripeSettings, 'customers' | 'meters'> | undefined,
  now: Date,
): Promise<void> {
  if (settings === undefined) return;
  const due = statements.filter(({ kind, due }) => kind === 'cost-center' && !new Big(due).eq(0));
  await writeRows(
    db,
    'payment_event',
    due.map((statement) => ({
      ...{ identifier: identifierOf(statement), statement_id: statement.id },
      ...{ cost_center: statement.subject, currency: statement.currency, owed: minorUnits(statement) },
      ...{ state: 'unmapped', attempts: 0, faults: 0, queued_at: now },
    })),
  );
  await mapPayments(db, settings, now);
}

/** Two installations of Souk that bill the same customers of one account issue no statements of the same content. */
function identifierOf({ id, digest }: Statement): string {
  return `${id}-${digest.slice(0, 16)}`;
}

function minorUnits({ due, currency }: Statement): string {
  return new Big(due).times(new Big(10).pow(minorDigits(currency))).toFixed();
}
