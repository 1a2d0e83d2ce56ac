import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { applyAsItComes } from './apply-as-it-comes.ts';
import type { DesiredEntity } from './desired-entity.ts';
import type { SyncPlan } from './plan-sync.ts';

const moment = { commitOf: () => 'c1', now: new Date('2026-11-22T10:00:00Z') };

const broken = (id: string): DesiredEntity => ({
  key: { kind: 'App', id },
  path: `catalog/apps/${id}/manifest.yaml`,
  blob: 'b1',
  fingerprint: 'f1',
  standing: 'broken',
  content: undefined,
  findings: [],
  attachments: [],
});

const part = (name: string, size: number): SyncPlan => ({
  inserts: Array.from({ length: size }, (_, i) => broken(`${name}-${i}`)),
  updates: [],
  deletes: [],
});

for (const { name, skip, open } of stores) {
  describe.skipIf(skip)(`when a plan is written on ${name} while it is being made`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    }, 60_000);
    afterAll(() => store?.close());
    beforeEach(() => resetStore(store));

    const apply = (parts: AsyncGenerator<SyncPlan>) =>
      store.db.transaction().execute((db) => applyAsItComes(db, parts, moment, { graceDays: 30 }));
    const rows = async () => ({
      entities: (await store.db.selectFrom('entity').select('id').execute()).length,
      conditions: (await store.db.selectFrom('condition').select('id').execute()).length,
    });

    it('holds all parts in the end', async () => {
      await apply(
        (async function* () {
          yield part('first', 20);
          await setImmediate();
          yield part('second', 30);
        })(),
      );
      expect(await rows()).toEqual({ entities: 50, conditions: 100 });
    });

    it.each([0, 1, 2, 3])(
      'holds nothing when the next part fails after %i turns of the loop',
      async (turns) => {
        const failing = apply(
          (async function* () {
            yield part('first', 500);
            for (let i = 0; i < turns; i++) await setImmediate();
            throw new Error('on second thoughts');
          })(),
        );
        await expect(failing).rejects.toThrow('on second thoughts');
        expect(await rows()).toEqual({ entities: 0, conditions: 0 });
      },
    );
  });
}
