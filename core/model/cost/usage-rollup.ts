/** What was used of a metric of an installation in a span of one month. Quantities are decimals in base units. */
export interface UsageRollup {
  readonly installation: string;
  readonly metric: string;
  /** Milliseconds since 1970, half open. */
  readonly from: number;
  readonly to: number;
  /** What the quantities are in: `count`, `seconds`, `bytes`, or a word of the price book's own. */
  readonly unit: string;
  readonly events: string;
  readonly sum: string;
  readonly max: string;
  /** Of the latest event, and when that was. */
  readonly last: string;
  readonly lastAt: number;
  /** Subjects that were first seen in it; undefined where that is not known. */
  readonly unique: string | undefined;
}
