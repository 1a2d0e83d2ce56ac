import Big from 'big.js';
import { renderAmount } from './render-line.ts';
import { sealStatement, statementId } from './seal-statement.ts';
import type { LineKind, Statement, StatementLine } from './statement.ts';

/** What a statement is about, without what follows from its lines. */
export interface StatementHead
  extends Pick<Statement, 'kind' | 'subject' | 'period' | 'revision' | 'currency'> {
  readonly digits: number;
}

/** A statement from its lines: sums, notes, id and digest. */
export function assembleStatement(head: StatementHead, lines: readonly StatementLine[]): Statement {
  const { kind, subject, period, revision, currency, digits } = head;
  const due = lines.filter(({ charge }) => charge === 'chargeback');
  return sealStatement({
    id: statementId(head),
    kind,
    subject,
    period,
    revision,
    currency,
    total: sumOf(lines, digits),
    due: sumOf(due, digits),
    subtotals: subtotalsOf(lines, digits),
    notes: notesOf(head, lines, due.length),
    lines,
    reverses: null,
    replaces: revision > 1 ? statementId({ ...head, revision: revision - 1 }) : null,
  });
}

function sumOf(lines: readonly Pick<StatementLine, 'amount'>[], digits: number): string {
  return renderAmount(
    lines.reduce((sum, { amount }) => sum.plus(amount), new Big(0)),
    digits,
  );
}

function subtotalsOf(lines: readonly StatementLine[], digits: number): Statement['subtotals'] {
  const kinds = [...new Set(lines.map(({ kind }) => kind))].toSorted();
  return Object.fromEntries(
    kinds.map((kind): [LineKind, string] => [
      kind,
      sumOf(
        lines.filter((line) => line.kind === kind),
        digits,
      ),
    ]),
  );
}

function notesOf({ kind }: StatementHead, lines: readonly StatementLine[], charged: number): string[] {
  if (kind === 'partner') return [];
  if (lines.length === 0) return ['Nothing was used, and nothing is due.'];
  if (charged === 0) return ['Showback: nothing is due. The amounts say what it would cost.'];
  if (charged === lines.length) return [];
  return ['Only lines marked chargeback are due. The others are shown to say what they would cost.'];
}
