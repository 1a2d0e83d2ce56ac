import type { Statement, StatementLine } from '@souk/model/billing/statement.ts';
import type { IssuedStatement } from '../issued-statement.ts';
import { type Cell, encodeCsv } from './encode-csv.ts';

type Column = readonly [name: string, read: (line: StatementLine, of: IssuedStatement) => Cell];

const number = (decimal: string): Cell => ({ decimal });

const columns: readonly Column[] = [
  ['statement', (_, { statement }) => statement.id],
  ['statement_number', (_, of) => number(String(of.number))],
  ['kind_of_statement', (_, { statement }) => statement.kind],
  ['subject', (_, { statement }) => statement.subject],
  ['period', (_, { statement }) => statement.period],
  ['revision', (_, { statement }) => number(String(statement.revision))],
  ['reverses', (_, { statement }) => statement.reverses],
  ['line', (line) => number(String(line.number))],
  ['kind', (line) => line.kind],
  ['text', (line) => line.text],
  ['app', (line) => line.entry],
  ['installation', (line) => line.installation],
  ['team', (line) => line.team],
  ['environment', (line) => line.environment],
  ['metric', (line) => line.metric],
  ['quantity', (line) => number(line.quantity)],
  ['unit', (line) => line.unit],
  ['consumed_quantity', (line) => number(line.consumed.quantity)],
  ['consumed_per_unit', (line) => number(line.consumed.per)],
  ['unit_price', (line) => number(line.unitPrice)],
  ['price_currency', (line) => line.currency],
  ['exchange_rate', (line) => number(line.exchangeRate)],
  ['amount', (line) => number(line.amount)],
  ['currency', (_, { statement }) => statement.currency],
  ['charge', (line) => line.charge],
  ['original_period', (line) => line.original?.period ?? null],
  ['platform_share', (line) => (line.share === null ? null : number(line.share.platform))],
  ['from', (line) => spanOf(line)?.from ?? null],
  ['to', (line) => spanOf(line)?.to ?? null],
];

/** A row for each line. The sum of `amount` is the sum of the totals. */
export function renderStatementCsv(statements: readonly IssuedStatement[]): string {
  return encodeCsv([columns.map(([name]) => name), ...statements.flatMap(rowsOf)]);
}

function rowsOf(issued: IssuedStatement): Cell[][] {
  return issued.statement.lines.map((line) => columns.map(([, read]) => read(line, issued)));
}

/** The time that a line is about; undefined for one that is about nothing of that kind. */
export function spanOf({
  trace,
}: Pick<Statement['lines'][number], 'trace'>): { readonly from: string; readonly to: string } | undefined {
  const [first, ...others] = trace;
  if (first === undefined) return undefined;
  return others.reduce(
    ({ from, to }, next) => ({ from: next.from < from ? next.from : from, to: next.to > to ? next.to : to }),
    { from: first.from, to: first.to },
  );
}
