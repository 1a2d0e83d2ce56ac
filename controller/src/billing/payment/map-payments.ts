import { sql } from 'kysely';
import type { Queryable } from '../../store/store.ts';
import { encodeJson } from '../../store/write-rows.ts';
import { type Charge, chargeAccount } from './charge-account.ts';
import type { StripeSettings } from './payment-settings.ts';

interface Unmapped {
  readonly identifier: string;
  readonly cost_center: string;
  readonly currency: string;
  readonly owed: string;
}

interface Account {
  readonly customer: string;
  readonly meter: string;
}

/** Finds the customers of what has none yet, in the order in which it was issued, and says what they are charged. */
export async function mapPayments(
  db: Queryable,
  settings: Pick<StripeSettings, 'customers' | 'meters'>,
  now: Date,
): Promise<void> {
  // What another transaction charges the same customer at this moment counts.
  await sql`lock table payment_event in share row exclusive mode`.execute(db);
  const { rows } = await sql<Unmapped>`
    select p.identifier, p.cost_center, p.currency, p.owed::text as owed
    from payment_event as p join statement as s on s.id = p.statement_id
    where p.state = 'unmapped' order by s.number`.execute(db);
  const mapped = rows.flatMap((row) => {
    const account = accountOf(row, settings);
    return account === undefined ? [] : [{ ...row, ...account }];
  });
  for (const owed of Map.groupBy(mapped, ({ customer, meter }) =>
    JSON.stringify([customer, meter]),
  ).values()) {
    const [account] = owed;
    if (account === undefined) continue;
    const charges = chargeAccount(await readBalance(db, account), owed);
    await writeCharges(db, account, charges, now);
  }
}

function accountOf(
  { cost_center, currency }: Unmapped,
  { customers, meters }: Pick<StripeSettings, 'customers' | 'meters'>,
): Account | undefined {
  const customer = Object.hasOwn(customers, cost_center) ? customers[cost_center] : undefined;
  const meter = Object.hasOwn(meters, currency) ? meters[currency] : undefined;
  return customer === undefined || meter === undefined ? undefined : { customer, meter };
}

async function readBalance(db: Queryable, { customer, meter }: Account): Promise<string> {
  const { rows } = await sql<{ balance: string }>`
    select coalesce(sum(owed - value), 0)::text as balance
    from payment_event where customer = ${customer} and meter = ${meter}`.execute(db);
  return rows[0]?.balance ?? '0';
}

async function writeCharges(
  db: Queryable,
  { customer, meter }: Account,
  charges: readonly Charge[],
  now: Date,
): Promise<void> {
  await sql`
    update payment_event as p
    set customer = ${customer}, meter = ${meter}, value = c.value,
      state = case when c.value > 0 then 'pending' else 'settled' end,
      due_at = case when c.value > 0 then ${now.toISOString()}::timestamptz end
    from json_to_recordset(${encodeJson(charges)}::text::json) as c (identifier text, value numeric)
    where p.identifier = c.identifier`.execute(db);
}
