import type { ExpectedWait } from './gate-outcome.ts';

const FEWEST_MERGES = 3;
/** Older merges say little about how long it takes now. */
const RECENT_DAYS = 90;
const HOUR = 3_600_000;

export interface WaitSources {
  readonly now: Date;
  /** The pull request that is asked about. */
  readonly pull: OpenPull;
  /** Open pull requests that wait for the same roles; it may be among them. */
  readonly waiting: readonly OpenPull[];
  /** ISO 8601. */
  readonly merged: readonly { readonly createdAt: string; readonly mergedAt: string }[];
}

export interface OpenPull {
  readonly number: number;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** The place of a pull request among those that wait, and how long the like took in the last months. */
export function expectedWait({ now, pull, waiting, merged }: WaitSources): ExpectedWait {
  const others = waiting.filter(({ number }) => number !== pull.number);
  const hours = merged
    .filter(({ mergedAt }) => isRecent(mergedAt, now))
    .map(({ createdAt, mergedAt }) => (Date.parse(mergedAt) - Date.parse(createdAt)) / HOUR)
    .toSorted((a, b) => a - b);
  const enough = hours.length >= FEWEST_MERGES;
  return {
    position: others.filter((other) => isBefore(other, pull)).length + 1,
    waiting: others.length + 1,
    medianHours: enough ? quantile(hours, 0.5) : undefined,
    slowHours: enough ? quantile(hours, 0.9) : undefined,
    sample: hours.length,
  };
}

function isRecent(mergedAt: string, now: Date): boolean {
  const age = now.getTime() - Date.parse(mergedAt);
  return age >= 0 && age <= RECENT_DAYS * 24 * HOUR;
}

function isBefore(a: OpenPull, b: OpenPull): boolean {
  return (Date.parse(a.createdAt) - Date.parse(b.createdAt) || a.number - b.number) < 0;
}

/** Between two values, in proportion. */
function quantile(sorted: readonly number[], share: number): number | undefined {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  return below === undefined || above === undefined
    ? undefined
    : below + (above - below) * (place - Math.floor(place));
}
