import type { BillingInputs, BillingProblem, UsageSlice } from '../billing/billing-inputs.ts';
import { compareText } from '../billing/compare-text.ts';
import { monthOf, writeInstant } from '../billing/month.ts';
import { parsePriceBook } from '../billing/parse-price-book.ts';
import type { Aggregation } from '../billing/price-terms.ts';
import { findWindows } from '../billing/price-windows.ts';
import { entryVersionOf } from '../billing/scenario-inputs.ts';
import type { Entry, PriceBook } from '../manifest/manifest.ts';
import type { UsageRollup } from './usage-rollup.ts';

/** What is priced, and what of the usage could not be. */
export interface Replay {
  readonly inputs: BillingInputs;
  readonly problems: readonly BillingProblem[];
}

/**
 * The inputs of a month that was, under any prices: as if each installation had run this version all the month.
 *
 * @param period `2026-10`; what was used in other months is left out
 */
export function replayInputs(
  entry: Entry,
  books: readonly PriceBook[],
  rollups: readonly UsageRollup[],
  period: string,
): Replay {
  const month = monthOf(period);
  const [from, to] = [writeInstant(month.from), writeInstant(month.to)];
  const used = rollups.filter((rollup) => rollup.from >= month.from && rollup.from < month.to);
  const ids = [...new Set(used.map(({ installation }) => installation))].toSorted(compareText);
  const problems = new Map<string, BillingProblem>();
  const unitOf = findUnits(entry, books, period);
  const usage = used.flatMap((rollup): UsageSlice[] => {
    const unit = unitOf(rollup.metric);
    const read =
      unit !== undefined && unit.quantity !== rollup.unit
        ? mismeasured(rollup, unit.quantity)
        : sliceOf(rollup, entry.version, unit?.aggregation ?? 'sum');
    if ('code' in read) problems.set(read.detail, read);
    return 'code' in read ? [] : [read];
  });
  return {
    inputs: {
      ...{ period: month.name, books, versions: [entryVersionOf(entry)], usage },
      installations: ids.map((id) => ({
        ...{ id, entry: entry.id, team: 'replay', environment: 'replay' },
        ...{ costCenter: null, charge: 'showback' },
      })),
      presences: ids.map((installation) => ({ installation, version: entry.version, from, to })),
    },
    problems: [...problems.values()],
  };
}

interface MetricUnit {
  readonly aggregation: Aggregation;
  readonly quantity: string;
}

/** What each metric is in, by the prices at the beginning of the month, as on statements. */
function findUnits(
  { billing }: Entry,
  books: readonly PriceBook[],
  period: string,
): (metric: string) => MetricUnit | undefined {
  const first = findWindows(books.map(parsePriceBook), monthOf(period))[0]?.terms;
  const written = books.find(({ id }) => id === first?.id);
  return (metric) => {
    const name = billing?.metrics?.find((one) => one.name === metric)?.unit;
    const unit = name === undefined ? undefined : first?.units.get(name);
    if (unit === undefined) return undefined;
    const quantity = written?.units.find((one) => one.name === name)?.quantity ?? 'count';
    return { aggregation: unit.aggregation, quantity };
  };
}

function sliceOf(
  rollup: UsageRollup,
  version: string,
  aggregation: Aggregation,
): UsageSlice | BillingProblem {
  const { installation, metric } = rollup;
  const quantity = numberOf(rollup, aggregation);
  if (quantity === undefined) {
    const detail = `${metric} of ${installation} counts different subjects, and the usage does not say how many there were.`;
    return { code: 'invalid-slice', detail, blocks: true };
  }
  // Of last values the one that ends last counts.
  const to = aggregation === 'last' ? rollup.lastAt + 1 : rollup.to;
  return { installation, version, metric, quantity, from: writeInstant(rollup.from), to: writeInstant(to) };
}

function numberOf(rollup: UsageRollup, aggregation: Aggregation): string | undefined {
  switch (aggregation) {
    case 'sum':
      return rollup.sum;
    case 'count':
      return rollup.events;
    case 'max':
      return rollup.max;
    case 'last':
      return rollup.last;
    case 'unique':
      return rollup.unique;
  }
}

function mismeasured({ metric, unit }: UsageRollup, quantity: string): BillingProblem {
  const detail = `${metric} was metered in ${unit}, and its unit is for ${quantity} in these prices.`;
  return { code: 'unknown-unit', detail, blocks: true };
}
