/** What is known of the numbers that a sender counts its events by. */
export interface SequenceSpan {
  /** Whole numbers. */
  readonly lowest: string;
  readonly highest: string;
  /** How many events have come between them. */
  readonly events: string;
}

/** How many events between the lowest and the highest number have not come; `0` while nothing is missing. */
export function countMissing({ lowest, highest, events }: SequenceSpan): string {
  const missing = BigInt(highest) - BigInt(lowest) + 1n - BigInt(events);
  return (missing > 0n ? missing : 0n).toString();
}
