import type { CostLine, CostReport, CostSide } from '@souk/model/cost/cost-report.ts';

const columns = [
  ...['side', 'kind', 'text', 'installation', 'metric', 'quantity', 'unit', 'unitPrice'],
  ...['unitCurrency', 'exchangeRate', 'amount', 'currency'],
];

/** How spreadsheets begin what they work out, in plain and in wide letters. */
const FORMULA = /^[\s\0]*[=+\-@＝＋－＠]/;

/** The lines of each side, as RFC 4180 writes them. Texts are in quotes, and none is a formula. */
export function renderCostCsv({ before, after }: CostReport): string {
  const rows = [
    columns.join(','),
    ...(before === null ? [] : linesOf('before', before)),
    ...linesOf('after', after),
  ];
  return `${rows.join('\r\n')}\r\n`;
}

function linesOf(side: 'before' | 'after', { lines, currency }: CostSide): string[] {
  return lines.map((line) => rowOf(side, line, currency ?? '').join(','));
}

function rowOf(side: string, line: CostLine, currency: string): string[] {
  const { kind, text, installation, metric, quantity, unit, unitPrice, exchangeRate, amount } = line;
  return [
    ...[side, kind, text, installation ?? '', metric ?? ''].map(textCell),
    ...[
      quantity,
      textCell(unit),
      unitPrice,
      textCell(line.currency),
      exchangeRate,
      amount,
      textCell(currency),
    ],
  ];
}

function textCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
