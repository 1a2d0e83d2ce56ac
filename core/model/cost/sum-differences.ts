import Big from 'big.js';
import type { LineDifference } from '../billing/compare-statements.ts';
import { compareText } from '../billing/compare-text.ts';
import { renderAmount } from '../billing/render-line.ts';
import { orderOf } from './group-lines.ts';

/** What differs in lines that say the same, of all installations. */
export type SummedDifference = Omit<LineDifference, 'installation'>;

/**
 * Puts the differences of several installations together, in the order of the groups.
 *
 * @param digits minor digits of their currency
 */
export function sumDifferences(differences: readonly LineDifference[], digits: number): SummedDifference[] {
  const key = ({ kind, metric, text }: LineDifference): string => JSON.stringify([kind, metric, text]);
  return [...Map.groupBy(differences, key).values()]
    .flatMap((same) => {
      const [first] = same;
      if (first === undefined) return [];
      const { kind, text, metric } = first;
      const sum = (side: 'before' | 'after' | 'difference'): string | null => sumOf(same, side, digits);
      return [
        {
          kind,
          text,
          metric,
          before: sum('before'),
          after: sum('after'),
          difference: sum('difference') ?? '0',
        },
      ];
    })
    .toSorted((a, b) => orderOf(a.kind) - orderOf(b.kind) || compareText(a.text, b.text));
}

function sumOf(
  same: readonly LineDifference[],
  side: 'before' | 'after' | 'difference',
  digits: number,
): string | null {
  const told = same.flatMap((line) => line[side] ?? []);
  if (told.length === 0) return null;
  return renderAmount(
    told.reduce((sum, amount) => sum.plus(amount), new Big(0)),
    digits,
  );
}
