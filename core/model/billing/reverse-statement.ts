import Big from 'big.js';
import { sealStatement } from './seal-statement.ts';
import type { Statement, StatementLine } from './statement.ts';

/** Takes a statement back: all its amounts with the opposite sign, so that both together are nothing. */
export function reverseStatement(original: Statement, reason: string): Statement {
  const { digest: _, ...rest } = original;
  return sealStatement({
    ...rest,
    id: `${original.id}-reversed`,
    total: negate(original.total),
    due: negate(original.due),
    subtotals: Object.fromEntries(
      Object.entries(original.subtotals).map(([kind, amount]) => [kind, negate(amount)]),
    ),
    notes: [`Reverses ${original.id}: ${reason}`],
    lines: original.lines.map(reverseLine),
    reverses: original.id,
    replaces: null,
  });
}

function reverseLine(line: StatementLine): StatementLine {
  return {
    ...line,
    quantity: negate(line.quantity),
    consumed: { ...line.consumed, quantity: negate(line.consumed.quantity) },
    amount: negate(line.amount),
    share:
      line.share === null
        ? null
        : {
            platform: negate(line.share.platform),
            partners: line.share.partners.map(({ partner, amount }) => ({ partner, amount: negate(amount) })),
          },
  };
}

/** The same digits with the other sign; nothing stays nothing. */
function negate(decimal: string): string {
  if (new Big(decimal).eq(0)) return decimal;
  return decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`;
}
