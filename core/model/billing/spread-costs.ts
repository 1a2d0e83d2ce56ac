import Big from 'big.js';
import { minorDigits } from '../money/minor-digits.ts';
import { splitAmount } from '../money/split-amount.ts';
import type { Slice } from './billing-inputs.ts';
import { NO_COST_CENTER, type Statement, type StatementLine, type Trace } from './statement.ts';

/** What was used on a day, or in a part of one. It says how much of a line that day bears. */
export interface CostWeight extends Slice {
  readonly source: 'usage' | 'seats';
  /** `seats` for those. */
  readonly metric: string;
  readonly costCenter: string | null;
  readonly billedPeriod: string;
  /** Values of the tags that were asked for, in their order; null where there is none. */
  readonly tags: readonly (string | null)[];
}

/** The part of a line that falls on one day. */
export interface CostPart {
  readonly line: StatementLine;
  /** `2026-11-03` */
  readonly day: string;
  /** Null for what is of no version. */
  readonly version: string | null;
  readonly tags: readonly (string | null)[];
  /** Whole minor units of the currency. */
  readonly amount: Big;
}

/** The days of a month that have costs: milliseconds since 1970, half open. */
export interface CostSpan {
  readonly from: number;
  readonly to: number;
}

interface Bucket {
  readonly day: string;
  readonly version: string | null;
  readonly tags: readonly (string | null)[];
  readonly weight: Big;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Says on which days the amounts of a statement fell. A line for usage falls on the days of that usage, by how much there
 * was, one for time on the days of that time, a platform fee on those of the lines that it is for, and everything else in
 * equal parts on all days of the span. By largest remainder, so that the parts of each line sum to its amount.
 */
export function spreadCosts(
  { lines, currency, period }: Statement,
  weights: readonly CostWeight[],
  { span, tags }: { readonly span: CostSpan /** How many tags there are. */; readonly tags: number },
): CostPart[] {
  const found = Map.groupBy(weights, keyOf);
  const untagged = new Array<null>(tags).fill(null);
  const evenly = daysWithin(span).map(
    ({ day }): Bucket => ({ day, version: null, tags: untagged, weight: new Big(1) }),
  );
  const spread = (line: StatementLine, own: readonly Bucket[]): CostPart[] => {
    const joined = joinDays(own);
    return spreadLine(
      line,
      joined.some(({ weight }) => weight.gt(0)) ? joined : evenly,
      minorDigits(currency),
    );
  };
  const [fees, others] = [lines.filter(isFee), lines.filter((line) => !isFee(line))];
  const parts = others.flatMap((line) =>
    spread(
      line,
      tracesIn(line, period).flatMap((trace) => bucketsOf(trace, found, untagged)),
    ),
  );
  const charged = Map.groupBy(
    parts.filter(({ line }) => tracesIn(line, period).length > 0),
    ({ line }) => line.installation,
  );
  return [
    ...parts,
    ...fees.flatMap((fee) =>
      spread(
        fee,
        (charged.get(fee.installation) ?? []).map(({ amount, ...part }) => ({
          ...part,
          weight: amount.abs(),
        })),
      ),
    ),
  ];
}

function isFee({ kind }: StatementLine): boolean {
  return kind === 'platform-fee';
}

/** Where a line comes from in its own month. What is late comes from another one. */
function tracesIn({ trace }: StatementLine, period: string): readonly Trace[] {
  return trace.filter(({ billedPeriod, from }) => billedPeriod === period && from.startsWith(period));
}

function spreadLine(line: StatementLine, among: readonly Bucket[], digits: number): CostPart[] {
  const amount = new Big(line.amount);
  if (amount.eq(0)) return [];
  const parts = splitAmount(
    amount,
    among.map(({ day, weight }) => ({ name: day, weight })),
    digits,
  );
  return among.flatMap(({ day, version, tags }, i): CostPart[] => {
    const part = parts[i];
    return part === undefined || part.eq(0) ? [] : [{ line, day, version, tags, amount: part }];
  });
}

function bucketsOf(
  trace: Trace,
  weights: ReadonlyMap<string, readonly CostWeight[]>,
  untagged: readonly null[],
): Bucket[] {
  const [from, to] = [Date.parse(trace.from), Date.parse(trace.to)];
  const { version } = trace;
  switch (trace.source) {
    case 'usage':
    case 'seats':
      return (weights.get(keyOf(trace)) ?? [])
        .filter((one) => Date.parse(one.from) < to && Date.parse(one.to) > from)
        .map((one) => ({
          ...{ day: one.from.slice(0, 10), version, tags: one.tags, weight: new Big(one.quantity) },
        }));
    case 'presence':
    case 'instances':
      return daysWithin({ from, to }).map(({ day, length }) => ({
        ...{ day, version, tags: untagged, weight: new Big(length) },
      }));
    case 'price-book':
    case 'lines':
      return [];
  }
}

function keyOf(
  one: Pick<Trace, 'source' | 'installation' | 'version' | 'metric' | 'costCenter' | 'billedPeriod'>,
): string {
  const { source, installation, version, metric, costCenter, billedPeriod } = one;
  return JSON.stringify([source, installation, version, metric, costCenter ?? NO_COST_CENTER, billedPeriod]);
}

/** What falls on the same day is one, in the order of days: by that a tie is decided. */
function joinDays(buckets: readonly Bucket[]): Bucket[] {
  const same = Map.groupBy(buckets, ({ day, version, tags }) => JSON.stringify([day, version, tags]));
  return [...same]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...others]]) =>
      first === undefined
        ? []
        : [{ ...first, weight: others.reduce((sum, { weight }) => sum.plus(weight), first.weight) }],
    );
}

function daysWithin({ from, to }: CostSpan): { readonly day: string; readonly length: number }[] {
  const days = [];
  for (let at = from - (from % DAY_MS); at < to; at += DAY_MS)
    days.push({
      day: new Date(at).toISOString().slice(0, 10),
      length: Math.min(at + DAY_MS, to) - Math.max(at, from),
    });
  return days;
}
