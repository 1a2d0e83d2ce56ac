/** What `souk policy bench --save` writes. Times are microseconds for one entity. */
export interface PolicyTimings {
  readonly schema: 'souk.policy-bench/v1';
  /** Times of two machines cannot be compared. */
  readonly machine: { readonly node: string; readonly cpu: string };
  readonly runs: number;
  /** Entities of the catalog that the rules were timed on. */
  readonly entities: number;
  /** Recorded cases that were added where the catalog has few entities. */
  readonly cases: number;
  /** All rules in one go, as a check asks them. */
  readonly together: Timing;
  /** The slowest first. */
  readonly rules: readonly RuleTiming[];
}

export interface Timing {
  /** Median of the runs. */
  readonly median: number;
  /** Half of what lies between the first and the third quarter of the runs. */
  readonly spread: number;
}

export interface RuleTiming extends Timing {
  readonly rule: string;
  /** Part of the sum over all rules, from 0 to 1. */
  readonly share: number;
  /** Different things to judge that it was timed on. */
  readonly items: number;
}

/** Median and spread of some measurements. */
export function summariseRuns(values: readonly number[]): Timing {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: round(quantile(sorted, 0.5)),
    spread: round((quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 2),
  };
}

function quantile(sorted: readonly number[], q: number): number {
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
