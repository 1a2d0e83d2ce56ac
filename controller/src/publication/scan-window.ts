const WHOLE_SCAN_MS = 60 * 60 * 1_000;
/** Longer than any transaction that may write a version with an earlier time. */
const OVERLAP_MS = 15 * 60 * 1_000;

/** Which versions a look for new ones has to go through: to go through all of them takes long. */
export interface ScanWindow {
  /** From when on versions came that were not dealt with; undefined for all, once an hour and at first. */
  since(now: Date): Date | undefined;
  /** Everything that had come by then was dealt with. */
  settle(now: Date): void;
}

export function createScanWindow(): ScanWindow {
  let settledAt: number | undefined;
  let wholeAt = Number.NEGATIVE_INFINITY;
  const isWholeDue = (now: Date) => now.getTime() - wholeAt >= WHOLE_SCAN_MS;
  return {
    since: (now) =>
      settledAt === undefined || isWholeDue(now) ? undefined : new Date(settledAt - OVERLAP_MS),
    settle: (now) => {
      if (isWholeDue(now)) wholeAt = now.getTime();
      settledAt = now.getTime();
    },
  };
}
