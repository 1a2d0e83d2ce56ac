import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../audit/canonical-json.ts';
import { assembleStatements } from './assemble-statements.ts';
import type { BillingInputs, Slice } from './billing-inputs.ts';
import { compareStatements } from './compare-statements.ts';
import { reverseStatement } from './reverse-statement.ts';
import { isSealed } from './seal-statement.ts';
import { aMonth, priced, statementOf, used } from './testing/a-month.ts';
import { anyMonth } from './testing/arbitrary-month.ts';

/** A month takes some milliseconds. */
const RUNS = { numRuns: 50 };

const sum = (amounts: readonly string[]): Big =>
  amounts.reduce((total, amount) => total.plus(amount), new Big(0));
const bytes = (inputs: BillingInputs): string => canonicalJson(assembleStatements(inputs));

/** A list in another order, told by numbers. */
function shuffle<T>(list: readonly T[], keys: readonly number[]): T[] {
  return list
    .map((item, i) => ({ item, key: keys[i % keys.length] ?? 0 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** A slice in two pieces of its time and quantity. */
function cut<T extends Slice>(slice: T, percent: number): T[] {
  const first = new Big(slice.quantity).times(percent).times('0.01');
  const middle = slice.from.replace(':00:00Z', ':20:00Z');
  return [
    { ...slice, to: middle, quantity: first.toFixed() },
    { ...slice, from: middle, quantity: new Big(slice.quantity).minus(first).toFixed() },
  ];
}

describe('when any month is billed', () => {
  it('sums to the totals, and shares to the lines', () => {
    fc.assert(
      fc.property(anyMonth, (inputs) => {
        const { statements, problems } = assembleStatements(inputs);
        expect(problems.filter(({ blocks }) => blocks)).toEqual([]);
        for (const { lines, total, due, subtotals } of statements) {
          expect(sum(lines.map(({ amount }) => amount)).toFixed(2)).toBe(new Big(total).toFixed(2));
          expect(sum(Object.values(subtotals)).eq(total)).toBe(true);
          const charged = lines.filter(({ charge }) => charge === 'chargeback');
          expect(sum(charged.map(({ amount }) => amount)).eq(due)).toBe(true);
          for (const { share, amount } of lines.filter((line) => line.share !== null)) {
            const parts = [share?.platform ?? '', ...(share?.partners ?? []).map((part) => part.amount)];
            expect(sum(parts).eq(amount)).toBe(true);
          }
        }
        const shared = statements.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'shared-cost'));
        const gateway = shared.filter(({ text }) => text.includes('gateway')).map(({ amount }) => amount);
        if (gateway.length > 0) expect(sum(gateway).toFixed()).toBe('100.01');
        const partners = statements.filter(({ kind }) => kind === 'partner').map(({ total }) => total);
        const parts = statements.flatMap(({ lines }) =>
          lines.flatMap(({ share }) => (share?.partners ?? []).map(({ amount }) => amount)),
        );
        expect(sum(partners).eq(sum(parts))).toBe(true);
      }),
      RUNS,
    );
  });

  it('makes each amount of what the line says', () => {
    fc.assert(
      fc.property(anyMonth, (inputs) => {
        for (const { lines } of assembleStatements(inputs).statements) {
          for (const { kind, consumed, unitPrice, exchangeRate, amount } of lines) {
            if (kind === 'adjustment') continue;
            // |amount × per − product| is at most half a cent × per: nothing was rounded before.
            const exact = new Big(consumed.quantity).times(unitPrice).times(exchangeRate);
            const off = new Big(amount).times(consumed.per).minus(exact).abs();
            expect(off.lte(new Big('0.005').times(consumed.per))).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });

  it('gives the same bytes in whatever order the inputs come', () => {
    const keys = fc.array(fc.integer(), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(anyMonth, keys, (inputs, order) => {
        const other: BillingInputs = {
          ...inputs,
          books: shuffle(inputs.books, order),
          versions: shuffle(inputs.versions, order),
          installations: shuffle(inputs.installations, order),
          usage: shuffle(inputs.usage, order),
          presences: shuffle(inputs.presences, order),
          seats: shuffle(inputs.seats ?? [], order),
          instances: shuffle(inputs.instances ?? [], order),
        };
        expect(bytes(other)).toBe(bytes(inputs));
      }),
      RUNS,
    );
  });

  it('changes no byte when usage is cut into pieces', () => {
    fc.assert(
      fc.property(anyMonth, fc.integer({ min: 1, max: 99 }), (inputs, percent) => {
        const pieces = {
          ...inputs,
          usage: inputs.usage.flatMap((slice) => cut(slice, percent)),
          seats: inputs.seats?.flatMap((slice) => cut(slice, percent)) ?? [],
          instances: inputs.instances?.flatMap((slice) => cut(slice, percent)) ?? [],
          presences: inputs.presences.flatMap((presence) => [
            { ...presence, to: presence.from.replace('05:30', '07:45') },
            { ...presence, from: presence.from.replace('05:30', '07:45') },
          ]),
        };
        expect(bytes(pieces)).toBe(bytes(inputs));
      }),
      RUNS,
    );
  });

  it('is nothing together with its reversal, and neither can be changed unnoticed', () => {
    fc.assert(
      fc.property(anyMonth, (inputs) => {
        for (const statement of assembleStatements(inputs).statements) {
          const reversed = reverseStatement(statement, 'A wrong price.');
          expect(new Big(reversed.total).plus(statement.total).eq(0)).toBe(true);
          expect(new Big(reversed.due).plus(statement.due).eq(0)).toBe(true);
          for (const [i, { amount }] of reversed.lines.entries()) {
            expect(new Big(amount).plus(statement.lines[i]?.amount ?? '').eq(0)).toBe(true);
          }
          expect(reversed.id).not.toBe(statement.id);
          expect(isSealed(statement) && isSealed(reversed)).toBe(true);
          expect(isSealed({ ...statement, total: '1' })).toBe(false);
          expect(compareStatements(statement, statement).lines).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('bills what came late as it would have been in time, all in all', () => {
    fc.assert(
      fc.property(anyMonth, (inputs) => {
        const bare = {
          ...inputs,
          books: inputs.books.map(({ sharedCosts: _s, credits: _c, ...book }) => book),
        };
        const total = (of: BillingInputs): Big =>
          sum(
            assembleStatements(of)
              .statements.filter(({ kind }) => kind === 'cost-center')
              .map((statement) => statement.total),
          );
        const inTime = (slices: readonly Slice[]) => slices.map(({ billedPeriod: _, ...slice }) => slice);
        const october = {
          ...bare,
          period: '2026-10',
          usage: inputs.usage.map(({ billedPeriod: _, ...slice }) => slice),
          seats: inTime(inputs.seats ?? []),
          instances: inTime(inputs.instances ?? []),
        };
        const own = { ...bare, ...notLate(inputs) };
        // October as billed, and its late part with November, are October as it should have been.
        const late = total(bare).minus(total(own));
        expect(
          total({ ...bare, period: '2026-10' })
            .plus(late)
            .eq(total(october)),
        ).toBe(true);
      }),
      RUNS,
    );
  });
});

function notLate(inputs: BillingInputs): Pick<BillingInputs, 'usage' | 'seats' | 'instances'> {
  const keep = <T extends Slice>(slices: readonly T[]): T[] => slices.filter(({ from }) => from > '2026-11');
  return {
    usage: keep(inputs.usage),
    seats: keep(inputs.seats ?? []),
    instances: keep(inputs.instances ?? []),
  };
}

describe('when usage grows', () => {
  it('never makes a graduated price fall', () => {
    const price = fc.integer({ min: 0, max: 100_000 }).map((n) => (n / 10_000).toFixed(4));
    const edge = fc.integer({ min: 1, max: 1000 });
    const quantity = fc.integer({ min: 0, max: 5_000_000 }).map((n) => (n / 1000).toFixed(3));
    fc.assert(
      fc.property(
        fc.tuple(price, price, price),
        fc.tuple(edge, edge),
        quantity,
        quantity,
        (prices, edges, some, more) => {
          const book = priced({
            tiers: {
              mode: 'graduated',
              steps: [
                { upTo: edges[0], price: prices[0] },
                { upTo: edges[0] + edges[1], price: prices[1] },
                { price: prices[2] },
              ],
            },
          });
          const costOf = (units: Big): Big =>
            new Big(statementOf(aMonth({ books: [book], usage: [used(units.toFixed())] })).total);
          expect(costOf(new Big(some).plus(more)).gte(costOf(new Big(some)))).toBe(true);
        },
      ),
    );
  });
});
