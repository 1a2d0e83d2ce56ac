import Big from 'big.js';
import { compareText } from './compare-text.ts';
import { writeInstant } from './month.ts';
import type { Aggregation } from './price-terms.ts';
import type { PriceWindow } from './price-windows.ts';
import type { Quantity } from './read-slices.ts';
import type { Trace } from './statement.ts';

/** What was used of one metric under the same price book, version and cost center. */
export interface UsageGroup {
  /** Index of the window. */
  readonly window: number;
  readonly version: string;
  readonly costCenter: string;
  readonly from: number;
  readonly base: Big;
  readonly trace: readonly Trace[];
}

const sources = { usage: 'usage', seat: 'seats', 'instance-hour': 'instances' } as const;

/**
 * The usage of one metric of one installation in a month, put together by what it is priced by, in order of time. It is
 * the same however the usage was cut into pieces.
 */
export function groupUsage(
  quantities: readonly Quantity[],
  aggregation: Aggregation,
  windows: readonly PriceWindow[],
): UsageGroup[] {
  const groups = Map.groupBy(pickCounted(quantities, aggregation), (quantity) =>
    JSON.stringify([windowOf(quantity, windows), quantity.version, quantity.costCenter]),
  );
  return [...groups.values()]
    .flatMap((same) => assembleGroup(same, windows))
    .toSorted(
      (a, b) =>
        a.window - b.window ||
        a.from - b.from ||
        compareText(a.version, b.version) ||
        compareText(a.costCenter, b.costCenter),
    );
}

/** The slices that count: all where they add up, one where one stands for the month. */
function pickCounted(quantities: readonly Quantity[], aggregation: Aggregation): readonly Quantity[] {
  switch (aggregation) {
    case 'sum':
    case 'count':
    case 'unique':
      return quantities.filter(({ base }) => base.gt(0));
    case 'max':
      return quantities.toSorted((a, b) => b.base.cmp(a.base) || a.from - b.from || byRest(a, b)).slice(0, 1);
    case 'last':
      return quantities.toSorted((a, b) => b.to - a.to || b.from - a.from || byRest(a, b)).slice(0, 1);
  }
}

function assembleGroup(same: readonly Quantity[], windows: readonly PriceWindow[]): UsageGroup[] {
  const [first] = same;
  const base = sum(same);
  if (first === undefined || base.eq(0)) return [];
  const { version, costCenter } = first;
  const billed = [...Map.groupBy(same, ({ billedPeriod }) => billedPeriod)].toSorted(([a], [b]) =>
    compareText(a, b),
  );
  return [
    {
      window: windowOf(first, windows),
      version,
      costCenter,
      from: same.reduce((least, { from }) => Math.min(least, from), first.from),
      base,
      trace: billed.flatMap(([, part]) => (part[0] === undefined ? [] : [traceOf(part[0], part)])),
    },
  ];
}

function traceOf(first: Quantity, same: readonly Quantity[]): Trace {
  const { measure, metric, facts, version, costCenter, billedPeriod } = first;
  return {
    source: sources[measure],
    installation: facts.id,
    version,
    metric,
    costCenter,
    from: writeInstant(same.reduce((least, { from }) => Math.min(least, from), first.from)),
    to: writeInstant(same.reduce((most, { to }) => Math.max(most, to), first.to)),
    billedPeriod,
    quantity: sum(same).toFixed(),
    name: null,
  };
}

/** Prices of the first window hold for what comes before it: nobody uses anything for nothing. */
function windowOf({ from }: Quantity, windows: readonly PriceWindow[]): number {
  return Math.max(
    0,
    windows.findLastIndex((window) => window.from <= from),
  );
}

function sum(quantities: readonly Quantity[]): Big {
  return quantities.reduce((total, { base }) => total.plus(base), new Big(0));
}

function byRest(a: Quantity, b: Quantity): number {
  return (
    a.to - b.to ||
    b.base.cmp(a.base) ||
    compareText(a.version, b.version) ||
    compareText(a.costCenter, b.costCenter) ||
    compareText(a.billedPeriod, b.billedPeriod)
  );
}
