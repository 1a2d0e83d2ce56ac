import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Queryable, Store } from '../store/store.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { until } from '../testing/until.ts';
import { MOST_TAGGINGS } from './dimension-ids.ts';
import type { Metering } from './open-metering.ts';
import { anInstallation, installFor, meteredApp, meterOn, send } from './testing/metering-world.ts';

const use = (id: string, change: object = {}) => ({ id, metric: 'calls', value: '1', ...change });

describe.each(stores)('on $name', ({ skip, open }) => {
  let store: Store;
  let clock: FakeClock;
  let metering: Metering & { readonly tellNews: () => void };
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(() => store?.close());
  beforeEach(async () => {
    if (skip) return;
    await resetStore(store);
    clock = new FakeClock();
    await installFor(store, clock.now());
    metering = meterOn(store, clock);
  });

  const rows = async <T>(query: RawBuilder<T>): Promise<T[]> => (await query.execute(store.db)).rows;
  const dimensions = () =>
    rows(sql<{ version: string; cost_center: string | null }>`
      select d.version, d.team, d.environment, d.cost_center, d.tags, r.metric, r.unit, r.sum::text as sum
      from usage_day r join usage_dimension d on d.id = r.dimension_id order by d.version, r.metric`);
  const totals = () =>
    rows<{ month: string; billed: string; events: string; sum: string }>(sql`
      select to_char(day, 'YYYY-MM') as month, to_char(billed_period, 'YYYY-MM') as billed,
        sum(events)::text as events, trim_scale(sum(sum))::text as sum
      from usage_day group by 1, 2 order by 1, 2`);
  /** Whether somebody stands before a lock; the embedded database lets nobody in before this transaction ends. */
  const isWaiting = async (db: Queryable): Promise<boolean> => {
    if (store.kind === 'pglite') return true;
    const { rows } = await sql`
      select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`.execute(
      db,
    );
    return rows.length > 0;
  };
  const close = (month: string) =>
    sql`insert into billing_period (period, state, closed_at) values (${`${month}-01`}::text::date, 'closed', now())
      on conflict (period) do update set state = 'closed', closed_at = now()`.execute(store.db);

  describe.skipIf(skip)('when events come', () => {
    it('counts them to whom it is known to be for', async () => {
      await send(metering, [
        use('1', { value: '1.50' }),
        use('2', { metric: 'traffic', value: '1' }),
        use('3', { metric: 'traffic', value: '1', unit: 'MiB' }),
        use('4', { metric: 'hours', value: '0.5', tags: { region: 'emea' } }),
      ]);
      const known = { version: '1.0.0', team: 'sales', environment: 'production', cost_center: 'CC-sales' };
      expect(await dimensions()).toEqual([
        { ...known, tags: {}, metric: 'calls', unit: 'count', sum: '1.5' },
        { ...known, tags: { region: 'emea' }, metric: 'hours', unit: 'seconds', sum: '1800' },
        { ...known, tags: {}, metric: 'traffic', unit: 'bytes', sum: '1074790400' },
      ]);
    });

    it('takes the cost center of the installation before that of its team, and none where none is named', async () => {
      const installations = [
        anInstallation({ id: 'own', costCenter: 'CC-own' }),
        anInstallation({ id: 'of-team' }),
        anInstallation({ id: 'none', team: 'poor' }),
      ];
      // What the app costs its owner is nothing to those who use it.
      const app = meteredApp({ costCenter: 'CC-owner' });
      await installFor(store, clock.now(), { app, installations });
      await sql`update entity set manifest = (manifest::jsonb - 'costCenter')::json where id = 'poor'`.execute(
        store.db,
      );
      for (const { id } of installations) await send(metering, [use('1')], id);
      expect((await dimensions()).map((row) => row.cost_center).toSorted()).toEqual([
        'CC-own',
        'CC-sales',
        null,
      ]);
    });

    it('counts an event that conflicts with another once, and keeps both', async () => {
      const statuses = async (events: readonly object[]) =>
        (await send(metering, events)).map(({ status }) => status);
      expect(
        await statuses([use('1'), use('1', { value: '2' }), use('1'), use('1', { value: '2.0' })]),
      ).toEqual([...['accepted', 'conflict', 'duplicate', 'conflict']]);
      const other = meterOn(store, clock);
      expect(
        (
          await send(other, [
            use('1', { value: '2' }),
            use('1', { value: '3', time: '2026-11-22T07:00:00Z' }),
          ])
        ).map(({ status }) => status),
      ).toEqual([...['conflict', 'conflict']]);
      expect(await totals()).toEqual([{ month: '2026-11', billed: '2026-11', events: '1', sum: '1' }]);
      expect(
        await rows(sql`select event_id, payload from usage_conflict order by payload->>'value'`),
      ).toEqual([
        { event_id: '1', payload: { id: '1', metric: 'calls', value: '2' } },
        {
          event_id: '1',
          payload: { id: '1', metric: 'calls', value: '3', time: '2026-11-22T07:00:00.000Z' },
        },
      ]);
    });

    it('takes of those at the same time the one with the largest id for the last, whenever it comes', async () => {
      const last = async () =>
        (await rows(sql<{ last: string }>`select trim_scale(last)::text as last from usage_hour`)).map(
          (row) => row.last,
        );
      const at = (id: string, value: string) => use(id, { value, time: '2026-11-22T07:30:00Z' });
      await send(metering, [at('b', '2'), at('d', '4'), at('C', '3')]);
      expect(await last()).toEqual(['4']);
      await send(metering, [at('c', '5')]);
      expect(await last()).toEqual(['4']);
      await send(metering, [at('e', '1'), use('z', { value: '9', time: '2026-11-22T07:29:59Z' })]);
      expect(await last()).toEqual(['1']);
    });

    it('tells events of two installations with the same id apart', async () => {
      await installFor(store, clock.now(), { installations: [anInstallation({ id: 'crm-apac' })] });
      const results = await Promise.all([send(metering, [use('1')]), send(metering, [use('1')], 'crm-apac')]);
      expect(results.flat().map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    });

    it('knows nothing of an installation that is not there', async () => {
      expect(await send(metering, [use('1')], 'nobody')).toMatchObject([{ code: 'unknown-metric' }]);
    });

    it('notices numbers that are missing', async () => {
      await send(metering, [use('1', { sequence: 5 }), use('2', { sequence: '7' }), use('3')]);
      await send(metering, [use('4', { sequence: 10 }), use('2', { sequence: '7' })]);
      expect(await rows(sql`select lowest::text, highest::text, events::integer from usage_gap`)).toEqual([
        { lowest: '5', highest: '10', events: 3 },
      ]);
    });

    it('bounds how many combinations of tags there are, and counts the rest without', async () => {
      const tagged = (from: number, count: number) =>
        Array.from({ length: count }, (_, i) => use(`t${from + i}`, { tags: { n: String(from + i) } }));
      await send(metering, tagged(0, 990));
      const results = await send(metering, tagged(900, 200));
      expect(
        results.filter(({ detail }) => detail?.includes('without its tags')).length,
      ).toBeGreaterThanOrEqual(90);
      await send(metering, tagged(2_000, 1_000));
      const [{ count = 0 } = {}] = await rows<{ count: number }>(
        sql`select count(*)::integer as count from usage_dimension`,
      );
      expect(count).toBeLessThanOrEqual(MOST_TAGGINGS + 1);
      expect(await totals()).toMatchObject([{ events: '2100' }]);
    });
  });

  describe.skipIf(skip)('when a month is closed', () => {
    it('is billed with the oldest one that is open, and keeps its time', async () => {
      await send(metering, [use('before', { time: '2026-10-31T23:00:00Z' })]);
      await close('2026-10');
      const late = await send(metering, [
        use('late', { time: '2026-10-31T23:00:00Z' }),
        use('before', { time: '2026-10-31T23:00:00Z' }),
        use('now'),
      ]);
      expect(late).toMatchObject([{ period: '2026-11' }, { status: 'duplicate' }, { period: '2026-11' }]);
      await close('2026-11');
      expect(await send(metering, [use('later', { time: '2026-10-31T23:00:00Z' })])).toMatchObject([
        { period: '2026-12' },
      ]);
      expect(await totals()).toEqual([
        { month: '2026-10', billed: '2026-10', events: '1', sum: '1' },
        { month: '2026-10', billed: '2026-11', events: '1', sum: '1' },
        { month: '2026-10', billed: '2026-12', events: '1', sum: '1' },
        { month: '2026-11', billed: '2026-11', events: '1', sum: '1' },
      ]);
    });

    it('keeps a subject where it was billed', async () => {
      const seen = (id: string, time: string) => use(id, { metric: 'people', subject: 'ada', time });
      await send(metering, [seen('1', '2026-10-31T12:00:00Z')]);
      await send(metering, [seen('2', '2026-10-31T11:00:00Z')]);
      await close('2026-10');
      await send(metering, [seen('3', '2026-10-31T10:00:00Z')]);
      expect(
        await rows(sql`select first_at, to_char(billed_period, 'YYYY-MM') as billed from usage_subject`),
      ).toEqual([{ first_at: new Date('2026-10-31T11:00:00Z'), billed: '2026-10' }]);
    });

    it('waits for whoever is counting, and lets nobody count before it is done', async () => {
      await send(metering, [use('1')]);
      let sent: Promise<unknown> | undefined;
      await store.db.transaction().execute(async (transaction) => {
        await sql`select from billing_period for update`.execute(transaction);
        let settled = false;
        sent = send(metering, [use('2')]).finally(() => {
          settled = true;
        });
        await until(
          async () => settled || (await isWaiting(transaction)),
          (there) => there,
        );
        await sql`update billing_period set state = 'closed', closed_at = now()`.execute(transaction);
      });
      expect(await sent).toMatchObject([{ status: 'accepted', period: '2026-12' }]);
    });
  });

  describe.skipIf(skip)('when an installation changes', () => {
    it('counts to what it is from the moment that it is told of', async () => {
      await send(metering, [use('1')]);
      await installFor(store, clock.now(), { app: meteredApp({ version: '2.0.0' }) });
      metering.tellNews();
      await send(metering, [use('2')]);
      expect((await dimensions()).map(({ version }) => version)).toEqual(['1.0.0', '2.0.0']);
    });

    it('looks itself, for a metric that it does not know, and after 10 seconds in any case', async () => {
      await send(metering, [use('1')]);
      const metrics = [
        { name: 'calls', unit: 'call' },
        { name: 'pages', unit: 'call' },
      ];
      const app = meteredApp({ version: '2.0.0', billing: { plan: 'usage', metrics } });
      await installFor(store, clock.now(), { app });
      expect(await send(metering, [use('2', { metric: 'pages' })])).toMatchObject([
        { code: 'unknown-metric' },
      ]);
      clock.advance(1_000);
      expect(await send(metering, [use('3', { metric: 'pages' })])).toMatchObject([{ status: 'accepted' }]);
      await installFor(store, clock.now(), { app: meteredApp({ version: '3.0.0' }) });
      clock.advance(10_000);
      await send(metering, [use('4')]);
      expect((await dimensions()).map(({ version }) => version).at(-1)).toBe('3.0.0');
    });

    it('takes a metric that only another version which runs somewhere declares', async () => {
      const installations = [anInstallation({ id: 'behind' })];
      await installFor(store, clock.now(), { installations });
      const metrics = [{ name: 'pages', unit: 'call' }];
      await installFor(store, clock.now(), {
        app: meteredApp({ version: '2.0.0', billing: { plan: 'usage', metrics } }),
      });
      expect(await send(metering, [use('1')])).toMatchObject([{ status: 'accepted' }]);
      await sql`delete from installation_state where installation_id = 'behind'`.execute(store.db);
      metering.tellNews();
      expect(await send(metering, [use('2')])).toMatchObject([{ code: 'unknown-metric' }]);
    });
  });
});
