import { stringify } from 'csv-stringify/sync';

/** What stands in a cell: a text, a decimal number, or nothing. */
export type Cell = string | null | { readonly decimal: string };

const DECIMAL = /^-?\d+(\.\d+)?$/;

/**
 * CSV by RFC 4180. Texts are always in quotes, and those that a spreadsheet would take for a formula get an apostrophe
 * before them; numbers are neither.
 *
 * @throws {RangeError} for a number that is none
 */
export function encodeCsv(rows: readonly (readonly Cell[])[]): string {
  return stringify([...rows], {
    escape_formulas: true,
    quoted_string: true,
    record_delimiter: '\r\n',
    cast: {
      object: ({ decimal }) => ({ value: digitsOf(String(decimal)), quoted: false, escape_formulas: false }),
    },
  });
}

function digitsOf(decimal: string): string {
  if (!DECIMAL.test(decimal)) throw new RangeError(`"${decimal.slice(0, 40)}" is no decimal number.`);
  return decimal;
}
