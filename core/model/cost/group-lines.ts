import Big from 'big.js';
import { renderAmount } from '../billing/render-line.ts';
import type { LineKind, StatementLine } from '../billing/statement.ts';
import { minorDigits } from '../money/minor-digits.ts';

/** Lines of one sort, and their sum. The sums of all groups are the total. */
export interface LineGroup {
  readonly name: GroupName;
  readonly total: string;
  readonly lines: readonly SummedLine[];
}

export type GroupName = 'fixed' | 'usage' | 'presence' | 'platform';

/** A line, or those of several installations that say the same. */
export interface SummedLine
  extends Pick<
    StatementLine,
    'kind' | 'text' | 'quantity' | 'unit' | 'unitPrice' | 'currency' | 'exchangeRate'
  > {
  readonly amount: string;
  /** How many lines it stands for; each was rounded by itself. */
  readonly count: number;
}

const groups: readonly (readonly [GroupName, readonly LineKind[]])[] = [
  ['fixed', ['plan-fee', 'minimum']],
  ['usage', ['usage', 'allowance']],
  ['presence', ['seat', 'instance-hour']],
];

const names: readonly GroupName[] = [...groups.map(([name]) => name), 'platform'];

/** Puts lines together by what they are for, those of several installations that say the same into one. */
export function groupLines(lines: readonly StatementLine[], currency: string): LineGroup[] {
  const digits = minorDigits(currency);
  const byName = Map.groupBy(lines, ({ kind }) => nameOf(kind));
  return names.flatMap((name) => {
    const same = byName.get(name) ?? [];
    return same.length === 0
      ? []
      : [{ name, total: renderAmount(sumOf(same, 'amount'), digits), lines: sumLines(same, digits) }];
  });
}

/** Where a kind of line comes among the others. */
export function orderOf(kind: LineKind): number {
  return names.indexOf(nameOf(kind));
}

function nameOf(kind: LineKind): GroupName {
  return groups.find(([, kinds]) => kinds.includes(kind))?.[0] ?? 'platform';
}

function sumLines(lines: readonly StatementLine[], digits: number): SummedLine[] {
  const key = ({ kind, text, unit, unitPrice, currency, exchangeRate }: StatementLine): string =>
    JSON.stringify([kind, text, unit, unitPrice, currency, exchangeRate]);
  return [...Map.groupBy(lines, key).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { kind, text, unit, unitPrice, currency, exchangeRate } = first;
    return [
      {
        ...{ kind, text, unit, unitPrice, currency, exchangeRate, count: same.length },
        quantity: sumOf(same, 'quantity').toFixed(),
        amount: renderAmount(sumOf(same, 'amount'), digits),
      },
    ];
  });
}

function sumOf(lines: readonly StatementLine[], what: 'amount' | 'quantity'): Big {
  return lines.reduce((sum, line) => sum.plus(line[what]), new Big(0));
}
