import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Term } from '../leadership/term.ts';
import type { Store } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { aTerm } from '../testing/a-term.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { appendEvents } from './append-events.ts';
import { readFeedBounds } from './feed-bounds.ts';
import { pruneEvents } from './prune-events.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

describe.each(stores)('on $name', ({ skip, open }) => {
  let store: Store;
  let clock: FakeClock;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(() => store?.close());
  beforeEach(async () => {
    if (!skip) await resetStore(store);
    clock = new FakeClock();
  });

  /** Events that happened so many days ago, one after the other. */
  async function happen(...days: readonly number[]): Promise<void> {
    for (const ago of days)
      await store.db.transaction().execute((db) =>
        appendEvents(db, [{ type: 'app.deprecated', entity: { kind: 'App', id: 'crm' }, data: {} }], {
          revision: 1,
          now: new Date(clock.now().getTime() - ago * DAY_MS),
        }),
      );
  }

  const follow = (id: string, seq: number) =>
    writeRows(store.db, 'subscription_state', [{ subscription_id: id, seq }]);

  async function prune(): Promise<number> {
    let writes = 0;
    const term = aTerm(store);
    const write: Term['write'] = (work) => {
      writes++;
      return term.write(work);
    };
    await pruneEvents(store, { ...term, write }, clock.now());
    return writes;
  }

  const kept = async () =>
    (await store.db.selectFrom('event').select('seq').orderBy('seq').execute()).map(({ seq }) => Number(seq));

  describe.skipIf(skip)('when events grow old', () => {
    it('throws away those of more than 90 days ago, and tells where the feed begins', async () => {
      await happen(100, 91, 89, 0);
      expect(await prune()).toBe(1);
      expect(await kept()).toEqual([3, 4]);
      expect(await readFeedBounds(store.db)).toMatchObject({ oldest: 3, newest: 4 });
    });

    it('writes nothing where none is', async () => {
      await happen(89, 0);
      expect(await prune()).toBe(0);
    });

    it('goes on counting when none is left', async () => {
      await happen(100, 91);
      await prune();
      expect(await readFeedBounds(store.db)).toMatchObject({ oldest: 3, newest: 2 });
      await happen(0);
      expect(await kept()).toEqual([3]);
    });

    it('leaves no gap when the clock went back', async () => {
      await happen(100, 80, 95, 0);
      await prune();
      expect(await kept()).toEqual([2, 3, 4]);
    });

    it('takes many in several transactions', async () => {
      const at = new Date(clock.now().getTime() - 100 * DAY_MS);
      const event = { type: 'app.added', revision: 1, at, data: {} };
      await writeRows(
        store.db,
        'event',
        Array.from({ length: 2_500 }, (_, i) => ({ ...event, seq: i + 1 })),
      );
      expect(await prune()).toBe(3);
      expect(await kept()).toEqual([]);
    });
  });

  describe.skipIf(skip)('when somebody still needs old events', () => {
    it('keeps those that a subscription has not been told of, even when it is stopped', async () => {
      await happen(100, 100, 100);
      await follow('quick', 3);
      await follow('slow', 1);
      await store.db
        .updateTable('subscription_state')
        .set({ disabled_at: clock.now() })
        .where('subscription_id', '=', 'slow')
        .execute();
      expect(await prune()).toBe(1);
      expect(await kept()).toEqual([2, 3]);
      expect(await prune()).toBe(0);
    });

    it('keeps those that a delivery can be made of', async () => {
      await happen(100, 100, 100);
      await follow('hook', 3);
      await store.db
        .insertInto('delivery')
        .values({
          ...{ delivery_id: 'dlv_1', subscription_id: 'hook', seq: 2, subject: 'App/crm' },
          ...{ event_type: 'app.deprecated', state: 'dead', settled_at: clock.now() },
        })
        .execute();
      await prune();
      expect(await kept()).toEqual([2, 3]);
    });
  });
});
