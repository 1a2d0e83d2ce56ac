import type { LineKind, Statement, StatementLine } from '@souk/model/billing/statement.ts';
import { addMonths } from '@souk/model/metering/utc-month.ts';
import Big from 'big.js';
import type { IssuedStatement } from '../issued-statement.ts';
import { type Cell, encodeCsv } from './encode-csv.ts';
import { spanOf } from './render-statement-csv.ts';

/** What a row is made of. */
interface Charge {
  readonly line: StatementLine;
  readonly statement: Statement;
  /** Who issues statements. */
  readonly issuer: string;
}

type ChargeCategory = 'Usage' | 'Purchase' | 'Credit' | 'Adjustment';

const categories: Readonly<Record<LineKind, ChargeCategory>> = {
  usage: 'Usage',
  allowance: 'Usage',
  seat: 'Usage',
  'instance-hour': 'Usage',
  'plan-fee': 'Purchase',
  minimum: 'Purchase',
  'platform-fee': 'Purchase',
  'shared-cost': 'Purchase',
  adjustment: 'Adjustment',
  credit: 'Credit',
  'revenue-share': 'Adjustment',
};

const number = (decimal: string): Cell => ({ decimal });
const cost = ({ line }: Charge): Cell => number(line.amount);

/** The columns of FOCUS 1.2 that hold something here, in the order of their names, and our own behind them. */
const columns: readonly (readonly [name: string, read: (charge: Charge) => Cell])[] = [
  ['BilledCost', cost],
  ['BillingAccountId', ({ statement }) => statement.subject],
  ['BillingAccountName', ({ statement }) => statement.subject],
  ['BillingAccountType', ({ statement }) => (statement.kind === 'partner' ? 'Partner' : 'Cost center')],
  ['BillingCurrency', ({ statement }) => statement.currency],
  ['BillingPeriodEnd', ({ statement }) => `${addMonths(statement.period, 1)}-01T00:00:00Z`],
  ['BillingPeriodStart', ({ statement }) => `${statement.period}-01T00:00:00Z`],
  ['ChargeCategory', ({ line }) => categoryOf(line)],
  ['ChargeClass', (charge) => (isCorrection(charge) ? 'Correction' : null)],
  ['ChargeDescription', ({ line }) => line.text],
  ['ChargeFrequency', ({ line }) => frequencyOf(line)],
  [
    'ChargePeriodEnd',
    ({ line, statement }) => toSecond(spanOf(line)?.to ?? `${addMonths(statement.period, 1)}-01T00:00:00Z`),
  ],
  [
    'ChargePeriodStart',
    ({ line, statement }) => toSecond(spanOf(line)?.from ?? `${statement.period}-01T00:00:00Z`),
  ],
  ['ConsumedQuantity', ({ line }) => (categoryOf(line) === 'Usage' ? number(line.quantity) : null)],
  ['ConsumedUnit', ({ line }) => (categoryOf(line) === 'Usage' ? line.unit : null)],
  ['ContractedCost', cost],
  ['ContractedUnitPrice', unitPrice],
  ['EffectiveCost', cost],
  // What is only shown is on no invoice: so the rows of an invoice sum to what is due.
  ['InvoiceId', ({ line, statement }) => (line.charge === 'chargeback' ? statement.id : null)],
  ['InvoiceIssuerName', ({ issuer }) => issuer],
  ['ListCost', cost],
  ['ListUnitPrice', unitPrice],
  ['PricingCategory', ({ line }) => (isPriced(line) ? 'Standard' : null)],
  ['PricingCurrency', ({ line }) => line.currency],
  ['PricingQuantity', ({ line }) => number(line.quantity)],
  ['PricingUnit', ({ line }) => line.unit],
  ['ProviderName', ({ issuer }) => issuer],
  ['PublisherName', ({ issuer }) => issuer],
  ['ResourceId', ({ line }) => line.installation],
  ['ResourceName', ({ line }) => line.installation],
  ['ResourceType', ({ line }) => (line.installation === null ? null : 'Installation')],
  [
    'ServiceCategory',
    ({ line }) => (line.entry === null ? 'Management and Governance' : 'Business Applications'),
  ],
  ['ServiceName', ({ line, issuer }) => line.entry ?? issuer],
  [
    'ServiceSubcategory',
    ({ line }) => (line.entry === null ? 'Cost Management' : 'Other (Business Applications)'),
  ],
  ['SkuId', ({ line }) => (isPriced(line) ? skuOf(line) : null)],
  ['SkuMeter', ({ line }) => line.metric],
  ['SkuPriceDetails', () => null],
  ['SkuPriceId', ({ line }) => (isPriced(line) ? priceIdOf(line) : null)],
  ['SubAccountId', ({ line }) => line.team],
  ['SubAccountName', ({ line }) => line.team],
  ['SubAccountType', ({ line }) => (line.team === null ? null : 'Team')],
  [
    'Tags',
    ({ line }) =>
      line.environment === null ? null : JSON.stringify({ 'souk/environment': line.environment }),
  ],
  ['x_Charge', ({ line }) => line.charge],
  ['x_Kind', ({ line }) => line.kind],
  ['x_LineNumber', ({ line }) => number(String(line.number))],
  ['x_OriginalPeriod', ({ line }) => line.original?.period ?? null],
  ['x_StatementId', ({ statement }) => statement.id],
];

/**
 * Statements as a dataset of FOCUS 1.2, the FinOps Open Cost and Usage Specification: a row for each line.
 *
 * @param issuer name of the marketplace
 */
export function renderFocusCsv(statements: readonly IssuedStatement[], issuer: string): string {
  return encodeCsv([
    columns.map(([name]) => name),
    ...statements.flatMap(({ statement }) =>
      statement.lines.map((line) => columns.map(([, read]) => read({ line, statement, issuer }))),
    ),
  ]);
}

/** What was late is what it would have been in time. */
function categoryOf({ kind, original }: StatementLine): ChargeCategory {
  return categories[kind === 'adjustment' ? (original?.kind ?? kind) : kind];
}

function isPriced(line: StatementLine): boolean {
  return ['Usage', 'Purchase'].includes(categoryOf(line));
}

/** Whether it is about something that was invoiced before. */
function isCorrection({ line, statement }: Charge): boolean {
  const isLate = line.original !== null && line.original.period < statement.period;
  return isLate || statement.reverses !== null || statement.revision > 1;
}

function frequencyOf(line: StatementLine): string {
  switch (categoryOf(line)) {
    case 'Usage':
      return 'Usage-Based';
    case 'Purchase':
      return 'Recurring';
    case 'Credit':
    case 'Adjustment':
      return 'One-Time';
  }
}

/** In the currency of the statement. */
function unitPrice({ line }: Charge): Cell {
  return number(new Big(line.unitPrice).times(line.exchangeRate).toFixed());
}

function skuOf({ entry, metric, kind }: StatementLine): string {
  return `${entry ?? 'marketplace'}/${metric ?? kind}`;
}

/** The same price is the same id, whenever it is valid. */
function priceIdOf(line: StatementLine): string {
  const step = line.step === null ? '' : ` above ${line.step.above}`;
  return `${skuOf(line)}: ${line.unitPrice} ${line.currency} per ${line.unit}${step}`;
}

function toSecond(time: string): string {
  return new Date(Math.ceil(Date.parse(time) / 1_000) * 1_000).toISOString().replace('.000Z', 'Z');
}
