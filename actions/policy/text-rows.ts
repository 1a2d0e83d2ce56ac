import stringWidth from 'fast-string-width';
import type { Colors } from '../report/colors.ts';
import { formatCount } from '../report/count-words.ts';

/** Lines with aligned columns; of a long list the first, and how many more there are. */
export function renderRows(
  rows: readonly (readonly string[])[],
  most: number,
  colors: Colors,
  indent = '  ',
): string[] {
  // One more line would take as much room as saying that there is one more.
  const shown = rows.length <= most + 1 ? rows : rows.slice(0, most);
  const rest = rows.length - shown.length;
  const widths = (shown[0] ?? []).map((_, i) => Math.max(...shown.map((row) => stringWidth(row[i] ?? ''))));
  const lines = shown.map((row) => {
    const cells = row.map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - stringWidth(cell)));
    return `${indent}${cells.join('   ')}`.trimEnd();
  });
  return rest === 0 ? lines : [...lines, colors.dim(`${indent}… and ${formatCount(rest)} more`)];
}
