import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargeAccount } from './charge-account.ts';

const charge = (balance: string, ...owed: string[]) =>
  chargeAccount(
    balance,
    owed.map((one, i) => ({ identifier: String(i), owed: one })),
  ).map(({ value }) => value);

describe('when a customer is charged', () => {
  it.each([
    ['what is due', '0', ['1250'], ['1250']],
    ['the difference, when a statement is issued again with more', '0', ['-1250', '1300'], ['0', '50']],
    ['nothing, when it is issued again with less', '0', ['-1250', '1200'], ['0', '0']],
    ['less the next time then', '-50', ['900'], ['850']],
    ['nothing until all of it is given back', '-1000', ['400', '400', '400'], ['0', '0', '200']],
    ['everything of two statements', '0', ['1', '2'], ['1', '2']],
  ])('tells %s', (_name, balance, owed, values) => {
    expect(charge(balance, ...owed)).toEqual(values);
  });

  it('never takes a value below 0, and neither gives nor takes away anything in the end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9_999, max: 0 }),
        fc.array(fc.integer({ min: -5_000, max: 9_999 }), { maxLength: 20 }),
        (balance, owed) => {
          const values = charge(String(balance), ...owed.map(String)).map(Number);
          expect(values.every((value) => value >= 0)).toBe(true);
          let open = balance;
          for (const [i, one] of owed.entries()) {
            open += one - (values[i] ?? 0);
            expect(open).toBeLessThanOrEqual(0);
            // Who has something to be given back is charged nothing.
            if (open < 0) expect(values[i]).toBe(0);
          }
        },
      ),
    );
  });
});
