/** What stands in a cell: a text, a decimal number, or nothing. */
export type Cell = string | null | { readonly decimal: string };

/** How spreadsheets begin what they work out, in plain and in wide letters. */
const FORMULA = /^[\s\0]*[=+\-@＝＋－＠]/;
const CONTROL = /^[\t\r\n]/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

/**
 * CSV by RFC 4180. Texts are always in quotes, and those that a spreadsheet would take for a formula get an apostrophe
 * before them; numbers are neither.
 *
 * @throws {RangeError} for a number that is none
 */
export function encodeCsv(rows: Iterable<readonly Cell[]>): string {
  let text = '';
  for (const row of rows) text += `${row.map(encodeCell).join(',')}\r\n`;
  return text;
}

function encodeCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') {
    const safe = FORMULA.test(cell) || CONTROL.test(cell) ? `'${cell}` : cell;
    return `"${safe.replaceAll('"', '""')}"`;
  }
  if (!DECIMAL.test(cell.decimal))
    throw new RangeError(`"${cell.decimal.slice(0, 40)}" is no decimal number.`);
  return cell.decimal;
}
