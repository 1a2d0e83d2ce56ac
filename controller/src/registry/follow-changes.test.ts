import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { appendEvents } from '../events/append-events.ts';
import { type ChangeSignal, openChangeSignal } from '../events/change-signal.ts';
import type { Store } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { until } from '../testing/until.ts';
import { type Following, followChanges } from './follow-changes.ts';
import { Registry } from './registry.ts';

describe.each(stores)('a replica on $name', ({ open, skip }) => {
  let store: Store;
  let clock: FakeClock;
  let signal: ChangeSignal;
  let registry: Registry;
  let following: Following;
  let news: number;

  beforeAll(async () => {
    if (!skip) store = await open();
  });
  afterAll(() => store?.close());

  beforeEach(async () => {
    if (skip) return;
    await resetStore(store);
    await change({ crm: 'CRM', erp: 'ERP' });
    const logger = pino({ level: 'silent' });
    clock = new FakeClock();
    signal = await openChangeSignal(store, { clock, logger });
    registry = await Registry.load(store);
    following = followChanges({ registry, signal, clock, logger });
    news = 0;
    following.subscribe(() => news++);
  });
  afterEach(async () => {
    await following?.close();
    await signal?.close();
  });

  const keyOf = (id: string): EntityKey => ({ kind: 'App', id });

  /** One revision of the leader, wherever it is: an entity has the name, or is gone where there is none. */
  async function change(names: Readonly<Record<string, string | undefined>>, tell = true): Promise<void> {
    await store.db.transaction().execute(async (db) => {
      for (const [id, name] of Object.entries(names)) {
        await db.deleteFrom('entity').where('id', '=', id).execute();
        if (name !== undefined) await writeRows(db, 'entity', [entityRow(id, name)]);
      }
      const { revision } = await db
        .updateTable('sync_cursor')
        .set(({ eb }) => ({ revision: eb('revision', '+', 1) }))
        .returning('revision')
        .executeTakeFirstOrThrow();
      const events = Object.keys(names).map((id) => ({ type: 'app.judged', entity: keyOf(id), data: {} }));
      if (tell) await appendEvents(db, events, { revision, now: new Date(0) });
    });
  }

  const seen = () => ({
    revision: registry.revision.split('.')[1],
    names: [registry.get(keyOf('crm'))?.name, registry.get(keyOf('erp'))?.name],
    listed: registry.counts().total,
  });

  describe.skipIf(skip)('when the leader has written something', () => {
    it('takes it over as soon as it is told, and tells others then', async () => {
      await change({ crm: 'CRM 2', erp: undefined });
      await signal.announce();
      await until(
        () => news,
        (count) => count > 0,
      );
      expect(seen()).toEqual({ revision: '2', names: ['CRM 2', undefined], listed: 1 });
    });

    it('takes it over at the next look when nobody tells it', async () => {
      await change({ crm: 'CRM 2' });
      await until(
        () => clock.sleeping,
        (sleeping) => sleeping > 0,
      );
      clock.advance(10_000);
      await until(seen, ({ revision }) => revision === '2');
      expect(seen()).toEqual({ revision: '2', names: ['CRM 2', 'ERP'], listed: 2 });
    });

    it('holds what was committed before it is asked to catch up, however often it is asked', async () => {
      await change({ crm: 'CRM 2' });
      const first = following.catchUp();
      await change({ crm: 'CRM 3' });
      await Promise.all([first, following.catchUp(), following.catchUp()]);
      expect(seen()).toMatchObject({ revision: '3', names: ['CRM 3', 'ERP'] });
      await change({ crm: 'CRM 4' });
      await following.catchUp();
      expect(seen()).toMatchObject({ revision: '4', names: ['CRM 4', 'ERP'] });
    });

    it('shows old or new, never a mixture, to whoever looks meanwhile', async () => {
      await change({ crm: 'new', erp: 'new' });
      const looks = new Set<string>();
      let done = false;
      const catchingUp = following.catchUp().finally(() => {
        done = true;
      });
      while (!done) {
        looks.add(JSON.stringify(seen()));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await catchingUp;
      looks.add(JSON.stringify(seen()));
      expect([...looks].map((text) => JSON.parse(text))).toEqual([
        { revision: '1', names: ['CRM', 'ERP'], listed: 2 },
        { revision: '2', names: ['new', 'new'], listed: 2 },
      ]);
    });
  });

  describe.skipIf(skip)('when memory can not be brought up to date', () => {
    it('says since when and why, until it is', async () => {
      const begun = clock.now();
      const refresh = vi.spyOn(registry, 'refresh').mockRejectedValue(new Error('no such column'));
      await change({ crm: 'CRM 2' });
      await following.catchUp();
      clock.advance(60_000);
      await following.catchUp();
      expect(following.behind()).toEqual({ since: begun, reason: 'no such column' });
      refresh.mockRestore();
      await following.catchUp();
      expect(following.behind()).toBeUndefined();
    });

    it('says since when also while the database does not answer', async () => {
      const begun = clock.now();
      const answer = Promise.withResolvers<boolean>();
      const refresh = vi.spyOn(registry, 'refresh').mockReturnValueOnce(answer.promise);
      const catchingUp = following.catchUp();
      await until(
        () => refresh.mock.calls.length,
        (calls) => calls === 1,
      );
      expect(following.behind()).toEqual({ since: begun, reason: undefined });
      answer.resolve(false);
      await catchingUp;
      expect(following.behind()).toBeUndefined();
    });
  });

  describe.skipIf(skip)('when nothing has happened', () => {
    it('tells nobody', async () => {
      await signal.announce();
      await following.catchUp();
      expect(news).toBe(0);
    });
  });

  describe.skipIf(skip)('when events do not tell the whole story', () => {
    const cases: [name: string, disturb: () => Promise<unknown>][] = [
      ['some are not kept any more', () => store.db.deleteFrom('event').where('seq', '=', 3).execute()],
      [
        'it was set back',
        () => store.db.updateTable('log_head').set({ seq: 0 }).where('log', '=', 'event').execute(),
      ],
    ];
    it.each(cases)('reads everything where %s', async (_name, disturb) => {
      await change({ crm: 'CRM 2' });
      await change({ erp: 'ERP 2' });
      await disturb();
      await following.catchUp();
      expect(seen()).toMatchObject({ names: ['CRM 2', 'ERP 2'], listed: 2 });
    });

    it('reads everything where the database was made anew, even when its events would fit', async () => {
      await change({ crm: 'CRM 2' }, false);
      await change({ erp: 'ERP 2' });
      await store.db.updateTable('sync_cursor').set({ epoch: 'other' }).execute();
      await following.catchUp();
      expect(seen()).toMatchObject({ names: ['CRM 2', 'ERP 2'], listed: 2 });
    });

    it('reads everything where the revision grew without an event', async () => {
      await change({ crm: 'CRM 2' }, false);
      await following.catchUp();
      expect(seen()).toMatchObject({ revision: '2', names: ['CRM 2', 'ERP'] });
    });
  });
});

function entityRow(id: string, name: string) {
  return {
    kind: 'App',
    id,
    name,
    path: `catalog/apps/${id}/manifest.yaml`,
    digest: 'd',
    fingerprint: 'f',
    state: 'ready',
    risk_reasons: [],
    attachments: [],
    facets: { tag: [], scope: [], compliance: [] },
    search: '',
    updated_at: new Date(0),
  };
}
