import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { aTerm } from '../testing/a-term.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { until } from '../testing/until.ts';
import { createUsageHousekeeping } from './keep-partitions.ts';
import { installFor, meterOn, send } from './testing/metering-world.ts';
import { dropPartition, makePartition, readPartitions } from './usage-partitions.ts';

describe.each(stores)('on $name', ({ skip, open }) => {
  let store: Store;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(() => store?.close());

  it.skipIf(skip)(
    'makes months ahead, drops those that have had their time, and keeps what they add up to',
    async () => {
      await resetStore(store);
      for (const month of await readPartitions(store.db)) await dropPartition(store.db, month);
      const clock = new FakeClock('2026-11-30T23:30:00Z');
      await installFor(store, clock.now());
      const metering = meterOn(store, clock);
      await send(metering, [
        { id: '1', metric: 'calls', value: '1' },
        { id: '1', metric: 'calls', value: '2' },
      ]);
      await makePartition(store.db, '2024-10');
      const term = aTerm(store);
      const running = createUsageHousekeeping({
        store,
        clock,
        logger: pino({ level: 'silent' }),
        keptMonths: 3,
      }).run(term);
      const look = async (hours: number) => {
        await until(
          () => clock.sleeping,
          (sleeping) => sleeping === 1,
        );
        clock.advance(hours * 3_600_000);
        await until(
          () => clock.sleeping,
          (sleeping) => sleeping === 1,
        );
        return readPartitions(store.db);
      };
      expect(await look(1)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
      expect(await look(89 * 24)).toEqual(['2026-11', '2026-12', '2027-01', '2027-02', '2027-03', '2027-04']);
      expect(await look(3 * 24)).toEqual(['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05']);
      term.end();
      await running;
      const { rows } = await sql`
      select (select count(*)::integer from usage_seen) as seen, (select sum(events)::integer from usage_day) as counted,
        (select count(*)::integer from usage_event) as raw, (select count(*)::integer from usage_conflict) as conflicts`.execute(
        store.db,
      );
      expect(rows).toEqual([{ seen: 1, counted: 1, raw: 0, conflicts: 0 }]);
    },
  );

  it.skipIf(skip)('is made once when many want it at the same time', async () => {
    await Promise.all(Array.from({ length: 6 }, () => makePartition(store.db, '2030-01')));
    expect(await readPartitions(store.db)).toContain('2030-01');
    await dropPartition(store.db, '2030-01');
  });
});
