import type { Queryable } from '../store/store.ts';
import type { LoggedEvent } from './event.ts';
import { type FeedBounds, readFeedBounds } from './feed-bounds.ts';
import { readEvents } from './read-events.ts';
import type { Subscribe } from './wake-ups.ts';

/** A stretch of the feed. */
export interface ChangePage {
  readonly bounds: FeedBounds;
  readonly changes: readonly LoggedEvent[];
  /** Everything up to here has been looked at: the place to go on from. */
  readonly next: number;
  /** True when there was room for more: the reader has come to the end of the feed. */
  readonly atEnd: boolean;
}

export interface ChangeFeed {
  readonly bounds: () => Promise<FeedBounds>;
  readonly read: (after: number, limit: number) => Promise<ChangePage>;
}

/**
 * The events that change an entity, for any number of readers. Those who ask for the same stretch at the same time,
 * as all do who wait at the end of the feed, share one look at the store. Nobody is given a look that began before
 * the announcement that woke them.
 */
export function openChangeFeed(db: Queryable, subscribe: Subscribe): ChangeFeed & { close(): void } {
  const reads = new Map<string, Promise<ChangePage>>();
  const close = subscribe(() => reads.clear());
  const read = (after: number, limit: number): Promise<ChangePage> => {
    const name = `${after}/${limit}`;
    const known = reads.get(name);
    if (known !== undefined) return known;
    const reading = readChanges(db, after, limit).finally(() => {
      if (reads.get(name) === reading) reads.delete(name);
    });
    reads.set(name, reading);
    return reading;
  };
  return { bounds: () => readFeedBounds(db), read, close };
}

/** The end of the log is read first: everything below it is visible to the second look. */
async function readChanges(db: Queryable, after: number, limit: number): Promise<ChangePage> {
  const bounds = await readFeedBounds(db);
  const changes = await readEvents(db, { after, limit, changesOnly: true });
  const last = changes.at(-1)?.seq ?? after;
  const atEnd = changes.length < limit;
  return { bounds, changes, next: atEnd ? Math.max(last, bounds.newest) : last, atEnd };
}
