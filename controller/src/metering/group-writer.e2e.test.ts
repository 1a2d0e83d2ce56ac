import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { createTestDatabase } from '../testing/create-test-database.ts';
import { openMemoryStore } from '../testing/memory-store.ts';
import { resetStore } from '../testing/reset-store.ts';
import { GroupWriter } from './group-writer.ts';
import type { PreparedEvent } from './prepared-event.ts';
import { dropPartition, UsagePartitions } from './usage-partitions.ts';

const postgresUrl = process.env['SOUK_TEST_POSTGRES_URL'];
/** Databases of this file alone: it changes their schema. */
const databases = [
  {
    name: 'PGlite',
    skip: false,
    open: async () => ({ store: await openMemoryStore(), drop: async () => {} }),
  },
  {
    name: 'PostgreSQL (skipped unless SOUK_TEST_POSTGRES_URL is set)',
    skip: postgresUrl === undefined,
    open: async () => {
      const { url, drop } = await createTestDatabase(postgresUrl ?? '');
      return { store: await openStore({ databaseUrl: url, dataDir: '' }), drop };
    },
  },
];

const receivedAt = new Date('2026-11-22T08:00:00Z');

describe.each(databases)('on $name', ({ skip, open }) => {
  let store: Store;
  let drop: () => Promise<void>;
  let writer: GroupWriter;
  let dimension: string;
  beforeAll(async () => {
    if (skip) return;
    ({ store, drop } = await open());
    // Numbers of a sequence are not taken back with a transaction: so many of them fail.
    await sql`create sequence failure`.execute(store.db);
    await sql
      .raw(`
      create function fail() returns trigger language plpgsql as $$
      begin
        if nextval('failure') <= tg_argv[0]::integer then
          raise exception 'another was in the way' using errcode = tg_argv[1];
        end if;
        return null;
      end $$`)
      .execute(store.db);
  }, 60_000);
  afterAll(async () => {
    await store?.close();
    await drop?.();
  });
  beforeEach(async () => {
    if (skip) return;
    await resetStore(store);
    await sql`drop trigger if exists fail on usage_day`.execute(store.db);
    await sql`alter sequence failure restart`.execute(store.db);
    const { rows } = await sql<{ id: string }>`
      insert into usage_dimension (digest, installation_id, entry_kind, entry_id, version, team, environment)
      values ('d', 'crm-emea', 'App', 'crm', '1.0.0', 'sales', 'dev') returning id::text as id`.execute(
      store.db,
    );
    dimension = rows[0]?.id ?? '';
    const partitions = new UsagePartitions(store.db);
    writer = new GroupWriter({
      db: store.db,
      partitions,
      clock: systemClock,
      random: () => 0,
      onWrite: () => {},
    });
  });

  const fail = (times: number, code: string) =>
    sql
      .raw(`
      create trigger fail after insert or update on usage_day
      for each statement execute function fail(${times}, '${code}')`)
      .execute(store.db);
  const prepared = (id: string, change: Partial<PreparedEvent> = {}): PreparedEvent => ({
    ...{
      key: `crm-emea/${id}`,
      digest: '00'.repeat(16),
      installation: 'crm-emea',
      dimension,
      month: '2026-11',
      receivedAt,
    },
    event: { id, metric: 'calls', value: '1' },
    metered: { at: receivedAt.getTime(), unit: 'count', value: '1' },
    ...change,
  });
  const counted = async () => {
    const { rows } = await sql<{ seen: number; raw: number; days: string | null }>`
      select (select count(*)::integer from usage_seen) as seen, (select count(*)::integer from usage_event) as raw,
        (select sum(events)::text from usage_day) as days`.execute(store.db);
    return rows[0];
  };

  it.skipIf(skip).each(['40001', '40P01'])(
    'tries again what failed by %s, and counts it once',
    async (code) => {
      await fail(3, code);
      const written = await Promise.all([
        writer.write([prepared('1')]),
        writer.write([prepared('2'), prepared('1')]),
      ]);
      expect(written.flat().map(({ standing }) => standing)).toEqual(['accepted', 'accepted', 'duplicate']);
      expect(await counted()).toEqual({ seen: 2, raw: 2, days: '2' });
    },
  );

  it.skipIf(skip)('keeps nothing of what fails for good, and says so', async () => {
    await fail(1_000, '40001');
    await expect(writer.write([prepared('1')])).rejects.toThrow('another was in the way');
    expect(await counted()).toEqual({ seen: 0, raw: 0, days: null });
  });

  it.skipIf(skip)('lets what the database can not hold spoil nothing for others', async () => {
    const bad = prepared('a', { event: { id: 'a\0', metric: 'calls', value: '1' } });
    const written = await Promise.allSettled(
      [[prepared('1')], [bad], [prepared('2')]].map((events) => writer.write(events)),
    );
    expect(written.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await counted()).toEqual({ seen: 2, raw: 2, days: '2' });
  });

  it.skipIf(skip)('makes a partition that has gone', async () => {
    await writer.write([prepared('1')]);
    await dropPartition(store.db, '2026-11');
    await writer.write([prepared('2')]);
    expect(await counted()).toEqual({ seen: 2, raw: 1, days: '2' });
  });

  it.skipIf(skip)('writes what comes meanwhile together', async () => {
    let transactions = 0;
    const partitions = { ensure: async () => void transactions++, forget: () => {} };
    await new UsagePartitions(store.db).ensure([receivedAt]);
    const counting = new GroupWriter({
      ...{ db: store.db, clock: systemClock, random: () => 0, onWrite: () => {} },
      partitions: partitions as unknown as UsagePartitions,
    });
    const sent = Array.from({ length: 300 }, (_, i) => counting.write([prepared(`e${i}`)]));
    await Promise.all(sent);
    expect(transactions).toBeLessThanOrEqual(2);
    const large = Array.from({ length: 4_000 }, (_, i) => prepared(`l${i}`));
    await Promise.all([counting.write(large), counting.write(large), counting.write(large)]);
    expect(transactions).toBeGreaterThanOrEqual(4);
    expect(await counted()).toMatchObject({ seen: 4_300, days: '4300' });
  });
});
