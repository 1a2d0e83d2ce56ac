import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { appendEvents } from './append-events.ts';
import { openChangeFeed } from './change-feed.ts';
import type { NewEvent } from './event.ts';
import { readFeedBounds } from './feed-bounds.ts';
import { readEvents } from './read-events.ts';

const now = new Date('2026-11-22T08:00:00Z');
const added = (id: string): NewEvent => ({
  ...{ type: 'app.added', entity: { kind: 'App', id }, change: 'added' },
  ...{ commit: 'c1', data: { version: '1.0.0' } },
});
const held: NewEvent = { type: 'catalog.held', data: { entities: 9 } };

describe.each(stores)('the log of events in $name', ({ skip, open }) => {
  let store: Store;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  beforeEach(async () => {
    if (!skip) await resetStore(store);
  });
  afterAll(async () => {
    if (!skip) await store.close();
  });
  const append = (...events: readonly NewEvent[]) =>
    store.db.transaction().execute((db) => appendEvents(db, events, { revision: 2, now }));

  it.skipIf(skip)('gives events back as they were appended', async () => {
    await append(added('a'), held, added('b'));
    expect(await readEvents(store.db, { after: 1, limit: 10 })).toEqual([
      { ...held, seq: 2, revision: 2, at: now, commit: undefined },
      { ...added('b'), seq: 3, revision: 2, at: now },
    ]);
    const changes = await readEvents(store.db, { after: 0, limit: 1, changesOnly: true });
    expect(changes.map(({ seq }) => seq)).toEqual([1]);
  });

  it.skipIf(skip)('knows where it begins and ends, also when all is forgotten', async () => {
    expect(await readFeedBounds(store.db)).toMatchObject({ oldest: 1, newest: 0 });
    await append(added('a'), added('b'));
    await store.db.deleteFrom('event').where('seq', '=', 1).execute();
    expect(await readFeedBounds(store.db)).toMatchObject({ oldest: 2, newest: 2 });
    await store.db.deleteFrom('event').execute();
    expect(await readFeedBounds(store.db)).toMatchObject({ oldest: 3, newest: 2 });
  });

  it.skipIf(skip)(
    'shares one look among many, and none with those who were woken after it began',
    async () => {
      let announce = (): void => {};
      const feed = openChangeFeed(store.db, (listener) => {
        announce = listener;
        return () => {};
      });
      const before = feed.read(0, 10);
      expect(feed.read(0, 10)).toBe(before);
      announce();
      const after = feed.read(0, 10);
      expect(after).not.toBe(before);
      await Promise.all([before, after]);
    },
  );
});
