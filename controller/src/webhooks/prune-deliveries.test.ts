import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Term } from '../leadership/term.ts';
import type { DeliveryState } from '../store/outgoing-tables.ts';
import type { Store } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { aTerm } from '../testing/a-term.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { pruneDeliveries } from './prune-deliveries.ts';
import { holdDelivery } from './read-deliveries.ts';
import { replayDelivery } from './replay-delivery.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

describe.each(stores)('on $name', ({ name, skip, open }) => {
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

  /** Deliveries of one subscription, each with an attempt, settled so many days ago unless they wait. */
  async function deliver(
    ...deliveries: readonly { id: string; seq: number; state: DeliveryState; days: number }[]
  ): Promise<void> {
    const at = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
    const rows = deliveries.map(({ id, seq, state, days }) => ({
      ...{ delivery_id: id, subscription_id: 'hook', seq, event_type: 'app.added', subject: 'App/crm' },
      ...{ replay: '', state, attempts: 1, settled_at: state === 'pending' ? null : at(days) },
      due_at: state === 'pending' ? at(days) : null,
    }));
    await writeRows(store.db, 'delivery', rows);
    const attempts = rows.map(({ delivery_id }) => ({
      ...{ delivery_id, attempt: 1, at: clock.now(), duration_ms: 5, outcome: 'failed' },
    }));
    await writeRows(store.db, 'delivery_attempt', attempts);
  }

  async function prune(): Promise<number> {
    let writes = 0;
    const term = aTerm(store);
    const write: Term['write'] = (work) => {
      writes++;
      return term.write(work);
    };
    await pruneDeliveries(store, { ...term, write }, clock.now());
    return writes;
  }

  async function kept(): Promise<string[]> {
    const rows = await store.db
      .selectFrom('delivery')
      .select(['delivery_id', 'replay'])
      .orderBy('delivery_id')
      .execute();
    const attempts = await store.db
      .selectFrom('delivery_attempt')
      .select('delivery_id')
      .orderBy('delivery_id')
      .execute();
    const originals = rows.filter(({ replay }) => replay === '').map(({ delivery_id }) => delivery_id);
    expect(attempts.map(({ delivery_id }) => delivery_id)).toEqual(originals);
    return originals;
  }

  describe.skipIf(skip)('when deliveries grow old', () => {
    it('throws away what was settled more than 30 days ago, with its attempts', async () => {
      await deliver(
        { id: 'dead', seq: 1, state: 'dead', days: 31 },
        { id: 'delivered', seq: 2, state: 'delivered', days: 31 },
        { id: 'recent', seq: 3, state: 'delivered', days: 29 },
      );
      expect(await prune()).toBe(1);
      expect(await kept()).toEqual(['recent']);
    });

    it('keeps what waits, and writes nothing', async () => {
      await deliver({ id: 'waiting', seq: 1, state: 'pending', days: 200 });
      expect(await prune()).toBe(0);
      expect(await kept()).toEqual(['waiting']);
    });

    it('takes many in several transactions', async () => {
      const many = Array.from({ length: 2_500 }, (_, i) => i + 1);
      await deliver(...many.map((seq) => ({ id: `dlv_${seq}`, seq, state: 'delivered' as const, days: 40 })));
      expect(await prune()).toBe(3);
      expect(await kept()).toEqual([]);
    });
  });

  describe.skipIf(skip)('when an old delivery is made again', () => {
    const actor = { name: 'Ada' };
    beforeEach(async () => {
      await writeRows(store.db, 'subscription_state', [{ subscription_id: 'hook', seq: 9 }]);
      await deliver({ id: 'old', seq: 1, state: 'dead', days: 31 });
    });

    it('keeps it until that is over', async () => {
      await replayDelivery(store, 'old', { actor, now: clock.now() });
      expect(await prune()).toBe(0);
      expect(await kept()).toEqual(['old']);
      await store.db
        .updateTable('delivery')
        .set({ state: 'delivered', settled_at: clock.now(), due_at: null })
        .where('replay', '<>', '')
        .execute();
      expect(await prune()).toBe(1);
      expect(await kept()).toEqual([]);
    });

    // The embedded database has one connection, so transactions never meet there.
    it.skipIf(name === 'PGlite')('keeps it while that is being written down', async () => {
      await store.db.transaction().execute(async (tx) => {
        await holdDelivery(tx, 'old');
        await prune();
      });
      expect(await kept()).toEqual(['old']);
    });
  });
});
