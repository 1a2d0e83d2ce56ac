import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { aTerm } from '../testing/a-term.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { leaseDeliveries } from './lease-deliveries.ts';
import { releaseLeases } from './release-leases.ts';

const now = new Date('2026-11-22T08:00:00Z');
const later = new Date(now.getTime() + 60_000);

for (const { name, skip, open } of stores) {
  describe.skipIf(skip)(`on ${name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    }, 60_000);
    afterAll(() => store?.close());
    beforeEach(() => resetStore(store));

    const lease = () =>
      leaseDeliveries(store.db, { room: new Map([['hook', 1]]), limit: 10, now, until: later });

    describe('when a leader begins after one that was killed', () => {
      it('takes over at once what was under way', async () => {
        await store.db
          .insertInto('delivery')
          .values({
            delivery_id: 'dlv_1',
            subscription_id: 'hook',
            seq: 1,
            event_type: 'app.added',
            subject: 'App/crm',
            state: 'pending',
            due_at: now,
          })
          .execute();
        await lease();
        const leased = () => store.db.selectFrom('delivery').select('leased_until').executeTakeFirstOrThrow();
        expect((await leased()).leased_until).toEqual(later);
        await releaseLeases(aTerm(store), store);
        expect((await leased()).leased_until).toBeNull();
      });

      it('writes nothing where nothing was under way', async () => {
        const term = aTerm(store);
        let writes = 0;
        const counting = {
          ...term,
          write: (work: Parameters<typeof term.write>[0]) => {
            writes++;
            return term.write(work);
          },
        };
        await releaseLeases(counting as typeof term, store);
        expect(writes).toBe(0);
      });
    });
  });
}
