import type { Location } from '@souk/model/finding/finding.ts';

/** Stands before the character that a finding points at. */
const MARK = '▸';

/**
 * The line that a finding points at, with a mark at its column, as people find it by eye. Where the file has the same
 * line elsewhere, the lines before it come first, until together they stand once: so the text tells the line number.
 */
export function markPlace(text: string, { line, column }: Pick<Location, 'line' | 'column'>): string {
  const lines = text.split('\n');
  const here = lines[line - 1] ?? '';
  const marked = trimBefore(`${here.slice(0, column - 1)}${MARK}${here.slice(column - 1)}`);
  let first = line - 1;
  while (first > 0 && timesFound(lines, lines.slice(first, line)) > 1) first--;
  return [...lines.slice(first, line - 1).map((other) => other.trim()), marked].join(' ⏎ ');
}

/** Indentation says nothing, unless the mark is in it. */
function trimBefore(marked: string): string {
  return /^ *▸ /.test(marked) ? marked.trimEnd() : marked.trim();
}

function timesFound(lines: readonly string[], part: readonly string[]): number {
  return lines.filter((_, start) => part.every((line, i) => lines[start + i] === line)).length;
}
