import Big from 'big.js';
import { minorDigits } from '../money/minor-digits.ts';
import { renderAmount } from './render-line.ts';
import type { LineKind, Statement, StatementLine } from './statement.ts';

/** One line in which two statements differ. Amounts are null where a statement has no such line. */
export interface LineDifference {
  readonly kind: LineKind;
  readonly text: string;
  readonly installation: string | null;
  readonly metric: string | null;
  readonly before: string | null;
  readonly after: string | null;
  /** What has to be added to the one to get the other. */
  readonly difference: string;
}

/** What differs between a statement and the one that replaces it. */
export interface StatementDifference {
  readonly total: { readonly before: string; readonly after: string; readonly difference: string };
  readonly lines: readonly LineDifference[];
}

/**
 * What differs between two statements of one subject, in their currency. Lines that say the same about the same are
 * compared by their sum; either may be absent.
 */
export function compareStatements(
  before: Statement | undefined,
  after: Statement | undefined,
): StatementDifference {
  const digits = minorDigits(after?.currency ?? before?.currency ?? 'EUR');
  const [old, fresh] = [sumsOf(before), sumsOf(after)];
  const lines = [...new Set([...old.keys(), ...fresh.keys()])].toSorted().flatMap((key): LineDifference[] => {
    const [was, is] = [old.get(key), fresh.get(key)];
    const line = is?.line ?? was?.line;
    const difference = (is?.amount ?? new Big(0)).minus(was?.amount ?? 0);
    if (line === undefined || (difference.eq(0) && was !== undefined && is !== undefined)) return [];
    const { kind, text, installation, metric } = line;
    const written = (amount: Big | undefined): string | null =>
      amount === undefined ? null : renderAmount(amount, digits);
    return [
      {
        kind,
        text,
        installation,
        metric,
        before: written(was?.amount),
        after: written(is?.amount),
        difference: renderAmount(difference, digits),
      },
    ];
  });
  const [from, to] = [new Big(before?.total ?? 0), new Big(after?.total ?? 0)];
  return {
    total: {
      before: renderAmount(from, digits),
      after: renderAmount(to, digits),
      difference: renderAmount(to.minus(from), digits),
    },
    lines,
  };
}

function sumsOf(statement: Statement | undefined): Map<string, { line: StatementLine; amount: Big }> {
  const sums = new Map<string, { line: StatementLine; amount: Big }>();
  for (const line of statement?.lines ?? []) {
    const key = JSON.stringify([line.installation, line.kind, line.metric, line.text, line.original]);
    const known = sums.get(key);
    sums.set(key, { line: known?.line ?? line, amount: (known?.amount ?? new Big(0)).plus(line.amount) });
  }
  return sums;
}
