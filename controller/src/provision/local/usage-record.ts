/** Something that an instance used, as it says itself. */
export interface UsageRecord {
  /** The same id counts once for good. */
  readonly id: string;
  /** A name that the manifest of the app declares. */
  readonly metric: string;
  /** Decimal number in the unit of the metric. */
  readonly value: string;
}
