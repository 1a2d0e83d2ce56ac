import Big from 'big.js';
import type { Entry, PriceBook } from '../manifest/manifest.ts';
import { parseAmount } from '../money/parse-amount.ts';
import type { BillingInputs, EntryVersion, UsageSlice } from './billing-inputs.ts';
import { monthOf, writeInstant } from './month.ts';
import { parsePriceBook } from './parse-price-book.ts';
import { findWindows } from './price-windows.ts';

/** What is assumed of each installation, for a whole month. Quantities are decimals, in the units of their metrics. */
export interface Scenario {
  /** The month whose prices count: `2026-11`. */
  readonly period: string;
  /** Number of installations; 1 when absent. */
  readonly installations?: number;
  /** By metric. Metrics that are not named are not used. */
  readonly usage: Readonly<Record<string, string | number>>;
  /** People who use each. */
  readonly seats?: string | number;
  /** Instances that run all the time. */
  readonly instances?: string | number;
}

/** What a version of an app or connector says about its price. */
export function entryVersionOf({ id, version, billing }: Entry): EntryVersion {
  return { entry: id, version, ...(billing === undefined ? {} : { billing }) };
}

/**
 * The inputs of a month that never was: installations that are there all the month and use what the scenario says. What is
 * used comes at the beginning of the month, so the prices of then hold for it.
 */
export function scenarioInputs(entry: Entry, books: readonly PriceBook[], scenario: Scenario): BillingInputs {
  const month = monthOf(scenario.period);
  const [from, to] = [writeInstant(month.from), writeInstant(month.to)];
  const ids = Array.from({ length: scenario.installations ?? 1 }, (_, i) => `${entry.id}-${i + 1}`);
  const units = findWindows(books.map(parsePriceBook), month)[0]?.terms.units;
  const sizeOf = (metric: string): Big => {
    const unit = entry.billing?.metrics?.find(({ name }) => name === metric)?.unit;
    return (unit === undefined ? undefined : units?.get(unit)?.size) ?? new Big(1);
  };
  const sliceOf = (installation: string, base: Big): Omit<UsageSlice, 'metric'> => ({
    installation,
    version: entry.version,
    from,
    to,
    quantity: base.toFixed(),
  });
  const each = <T>(assemble: (installation: string) => T[]): T[] => ids.flatMap(assemble);
  return {
    period: month.name,
    books,
    versions: [entryVersionOf(entry)],
    installations: ids.map((id) => ({
      id,
      entry: entry.id,
      team: 'scenario',
      environment: 'scenario',
      costCenter: null,
      charge: 'showback',
    })),
    presences: ids.map((installation) => ({ installation, version: entry.version, from, to })),
    usage: each((id) =>
      Object.entries(scenario.usage).map(([metric, units]) => ({
        ...sliceOf(id, amount(units).times(sizeOf(metric))),
        metric,
      })),
    ),
    seats: each((id) => (scenario.seats === undefined ? [] : [sliceOf(id, amount(scenario.seats))])),
    instances: each((id) =>
      scenario.instances === undefined
        ? []
        : [
            sliceOf(
              id,
              amount(scenario.instances)
                .times(month.to - month.from)
                .times('0.001'),
            ),
          ],
    ),
  };
}

function amount(written: string | number): Big {
  const value = parseAmount(written);
  if (value === undefined)
    throw new RangeError(`Expected a decimal of at least 0, such as 1200, not ${written}.`);
  return value;
}
