/**
 * - `accepted`: it counts
 * - `duplicate`: it came before, and counts once
 * - `conflict`: another event with its id came before, which counts
 */
export type EventStanding = 'accepted' | 'duplicate' | 'conflict';

/** An event among those that came together. */
export interface SubmittedEvent {
  /** Of the installation and its event. */
  readonly key: string;
  readonly digest: string;
}

/** What is kept under a key by now. */
export interface KeptEvent {
  readonly digest: string;
  /** Whether it was kept just now, for the first of those with its key. */
  readonly isNew: boolean;
}

/** The first with each key, in order: of those that came together it is the one that may count. */
export function firstOfEach<T extends SubmittedEvent>(events: readonly T[]): T[] {
  const seen = new Set<string>();
  return events.filter(({ key }) => seen.size < seen.add(key).size);
}

/** How each of those that came together stands, in their order. */
export function settleEvents(
  events: readonly SubmittedEvent[],
  kept: ReadonlyMap<string, KeptEvent>,
): EventStanding[] {
  const met = new Set<string>();
  return events.map(({ key, digest }) => {
    const isFirst = !met.has(key);
    met.add(key);
    const known = kept.get(key);
    if (known === undefined) throw new TypeError(`Nothing is kept of ${key}.`);
    if (known.isNew && isFirst) return 'accepted';
    return known.digest === digest ? 'duplicate' : 'conflict';
  });
}
