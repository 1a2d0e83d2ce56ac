import type { PriceBook } from '../../manifest/manifest.ts';
import { assembleStatements } from '../assemble-statements.ts';
import type {
  Billing,
  BillingInputs,
  EntryVersion,
  InstallationFacts,
  Presence,
  Slice,
  UsageSlice,
} from '../billing-inputs.ts';
import type { Statement, StatementLine } from '../statement.ts';

/** What golden invoices begin with: November 2026, one app, one installation that CC-1 pays for, prices in EUR. */
const period = '2026-11';

export function aBook(changes: Partial<PriceBook> = {}): PriceBook {
  return {
    apiVersion: 'souk/v1',
    kind: 'PriceBook',
    id: 'prices',
    currency: 'EUR',
    units: [{ name: 'call', quantity: 'count', price: '0.01' }],
    ...changes,
  };
}

/** A price book with one unit that is priced so. */
export function priced(
  unit: Partial<PriceBook['units'][number]>,
  changes: Partial<PriceBook> = {},
): PriceBook {
  return aBook({ units: [{ name: 'call', quantity: 'count', ...unit }], ...changes });
}

/** A price book with one plan, which is called `team`. */
export function planned(
  plan: Partial<NonNullable<PriceBook['plans']>[number]>,
  changes: Partial<PriceBook> = {},
): PriceBook {
  return aBook({ plans: [{ name: 'team', ...plan }], ...changes });
}

export function aVersion(billing: Billing = {}, version = '1.0.0'): EntryVersion {
  return { entry: 'scanner', version, billing: { metrics: [{ name: 'calls', unit: 'call' }], ...billing } };
}

export function installed(changes: Partial<InstallationFacts> = {}): InstallationFacts {
  return {
    id: 'scanner-prod',
    entry: 'scanner',
    team: 'finance',
    environment: 'production',
    costCenter: 'CC-1',
    charge: 'chargeback',
    ...changes,
  };
}

/** Calls in the hour after this instant: `2026-11-10T00`. */
export function used(
  quantity: string,
  hour = '2026-11-10T00',
  changes: Partial<UsageSlice> = {},
): UsageSlice {
  return { ...slice(quantity, hour), metric: 'calls', ...changes };
}

/** A quantity in the hour after this instant. */
export function slice(quantity: string, hour = '2026-11-10T00', changes: Partial<Slice> = {}): Slice {
  return {
    installation: 'scanner-prod',
    version: '1.0.0',
    from: `${hour}:00:00Z`,
    to: `${hour}:59:59Z`,
    quantity,
    ...changes,
  };
}

export function there(
  from = '2026-01-01T00:00:00Z',
  to = '2027-12-31T00:00:00Z',
  changes: Partial<Presence> = {},
): Presence {
  return { installation: 'scanner-prod', version: '1.0.0', from, to, ...changes };
}

export function aMonth(changes: Partial<BillingInputs> = {}): BillingInputs {
  return {
    period,
    books: [aBook()],
    versions: [aVersion()],
    installations: [installed()],
    usage: [],
    presences: [],
    ...changes,
  };
}

/** The statement of a subject; what went wrong when nothing else is expected. */
export function statementOf(inputs: BillingInputs, subject = 'CC-1'): Statement {
  const { statements, problems } = assembleStatements(inputs);
  const found = statements.find((statement) => statement.subject === subject);
  if (problems.length > 0 || found === undefined) throw new Error(JSON.stringify(problems));
  return found;
}

/** `usage 1200 call × 0.01 EUR = 12.00`, for each line. */
export function read({ lines }: Statement): string[] {
  return lines.map(readLine);
}

function readLine({
  kind,
  quantity,
  unit,
  unitPrice,
  currency,
  exchangeRate,
  amount,
}: StatementLine): string {
  const rate = exchangeRate === '1' ? '' : ` × ${exchangeRate}`;
  return `${kind} ${quantity} ${unit} × ${unitPrice} ${currency}${rate} = ${amount}`;
}
