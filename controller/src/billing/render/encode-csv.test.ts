import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, encodeCsv } from './encode-csv.ts';

describe('encodeCsv', () => {
  it.each<[string, Cell, string]>([
    ['a text', 'calls', '"calls"'],
    ['quotes and commas', 'a "b", c', '"a ""b"", c"'],
    ['a line break', 'a\r\nb', '"a\r\nb"'],
    ['nothing', null, ''],
    ['an empty text', '', '""'],
    ['a number', { decimal: '-0.50' }, '-0.50'],
    ['a formula', '=1+1', `"'=1+1"`],
    ['a formula by a plus sign', '+1', `"'+1"`],
    ['a formula by a minus sign', '-1', `"'-1"`],
    ['a formula by an at sign', '@SUM(A1)', `"'@SUM(A1)"`],
    ['a formula in wide letters', '＝1', `"'＝1"`],
    ['a tab', '\tx', `"'\tx"`],
  ])('writes %s', (_, cell, written) => {
    expect(encodeCsv([[cell, 'x']])).toBe(`${written},"x"\r\n`);
  });

  it.each(['', '1e3', '=1', '1,5', 'NaN', '１'])('refuses "%s" as a number', (decimal) => {
    expect(() => encodeCsv([[{ decimal }]])).toThrow('is no decimal number.');
  });

  it('is read again as it was, apart from formulas', () => {
    const safe = fc.string({ unit: 'grapheme' }).filter((text) => !/^[\s\0=+\-@＝＋－＠]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.array(safe, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
        expect(parse(encodeCsv(rows))).toEqual(rows);
      }),
    );
  });
});
