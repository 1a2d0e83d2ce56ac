import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../store/store.ts';
import { aTerm } from '../../testing/a-term.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { resetStore } from '../../testing/reset-store.ts';
import { stores } from '../../testing/stores.ts';
import { until } from '../../testing/until.ts';
import { readUsage } from '../read-usage.ts';
import { anInstallation, installFor, meterOn, send } from '../testing/metering-world.ts';
import {
  type Granularity,
  parseUsageQuery,
  type UsageFilter,
  type UsageGroup,
  type UsageQuery,
  usageGroups,
} from '../usage-query.ts';
import { createLedgerReader, type UsageReader } from '../usage-reader.ts';
import type { UsagePlace } from '../usage-row.ts';
import type { ColumnarStore } from './columnar-store.ts';
import { type CopyOutcome, copyRound } from './copy-round.ts';
import { readCopyState, readGenerations } from './copy-state.ts';
import { copyTables, dropGenerations, makeCopyTables } from './copy-tables.ts';
import { createUsageReader } from './create-usage-reader.ts';
import { createUsageFeed } from './feed-usage.ts';
import { readMark } from './ledger-mark.ts';
import { openClickHouse } from './open-clickhouse.ts';
import { readCopiedUsage } from './read-copied-usage.ts';
import { dyingStore, Killed } from './testing/dying-store.ts';
import { readCopy } from './testing/read-copy.ts';
import { chdbHome, startChdb, type TestClickHouse } from './testing/start-chdb.ts';
import { stoppingStore } from './testing/stopping-store.ts';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const HOUR = 3_600_000;
const logger = pino({ level: 'silent' });

/** What would be something else than data, were it ever taken for a part of a statement. */
const oddTexts = ["it's", "\\' or 1=1 --", '{generation:UUID}', 'tab\tand\nline', 'ü€𐍈', '\\N', ''];

const event = fc.record(
  {
    installation: fc.constantFrom('crm-emea', 'crm-apac'),
    id: fc.integer({ min: 0, max: 200 }).map(String),
    metric: fc.constantFrom('calls', 'hours', 'people', 'traffic'),
    value: fc.constantFrom('0', '1', '0.1', '0.000000000001', '999999999999999999.999999999999', '12.50'),
    time: fc
      .oneof(fc.integer({ min: -840, max: -1 }), fc.integer({ min: -520, max: -500 }))
      .chain((hours) => fc.integer({ min: 0, max: HOUR - 1 }).map((ms) => NOW + hours * HOUR + ms))
      .map((time) => new Date(time).toISOString()),
    subject: fc.constantFrom('ada', 'bob', 'eve', ...oddTexts.filter(Boolean)),
    tags: fc.oneof(
      fc.constant({}),
      fc.record({ region: fc.constantFrom('emea', ...oddTexts), tier: fc.constantFrom('gold', '') }),
    ),
  },
  { requiredKeys: ['installation', 'id', 'metric', 'value', 'time'] },
);

const query = fc
  .record({
    groupBy: fc.subarray([...usageGroups, 'tag:region', 'tag:tier', 'tag:none'] as UsageGroup[]),
    granularity: fc.constantFrom<Granularity>('hour', 'day', 'month', 'total'),
    window: fc.oneof(
      fc.constant([1, 838] as const),
      fc.tuple(fc.integer({ min: 1, max: 860 }), fc.integer({ min: 1, max: 860 })),
    ),
    wholeDays: fc.boolean(),
    filters: fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      ...Object.entries({
        ...{ installation: ['crm-emea', "crm' or 1=1"], team: ['sales'], costCenter: ['CC-sales', ''] },
        ...{ metric: ['calls', 'people'], app: ['crm'], environment: ['production'], version: ['1.0.0'] },
      } satisfies Record<UsageFilter, string[]>).map(([name, values]) => ({
        weight: 1,
        arbitrary: fc.constantFrom(...values.map((value) => ({ [name]: value }))),
      })),
    ),
    billedPeriod: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom('2026-10', '2026-11', '2026-12') },
    ),
  })
  .map(({ groupBy, granularity, window, wholeDays, filters, billedPeriod }): UsageQuery | undefined => {
    const step = wholeDays ? 24 * HOUR : HOUR;
    const floor = (time: number) => new Date(Math.floor(time / step) * step).toISOString();
    const parsed = parseUsageQuery({
      ...{
        from: floor(NOW - Math.max(...window) * HOUR),
        to: floor(NOW - Math.min(...window) * HOUR + step),
      },
      ...{ granularity, groupBy: groupBy.join(','), billedPeriod, ...filters },
    });
    return parsed.ok ? parsed.query : undefined;
  });

/** A step of the ledger or of the copy; a round may be killed at one of its writes, which came through or did not. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.array(event, { minLength: 4, maxLength: 30, size: 'max' }).map((events) => ({ events })),
  },
  { weight: 2, arbitrary: fc.constant({ round: undefined }) },
  {
    weight: 3,
    arbitrary: fc.record({
      round: fc.record({ at: fc.integer({ min: 0, max: 10 }), comesThrough: fc.boolean() }),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ close: '2026-10' }) },
);

describe.skipIf(chdbHome === undefined).each(stores)(
  'a copy of $name (skipped unless SOUK_TEST_CHDB is set)',
  ({ skip, open }) => {
    let store: Store;
    let server: TestClickHouse;
    let copy: ColumnarStore & { close(): Promise<void> };
    let clock: FakeClock;
    beforeAll(async () => {
      if (skip) return;
      [store, server] = await Promise.all([open(), startChdb(chdbHome ?? '')]);
      copy = openClickHouse({ url: server.url, database: 'souk', username: 'default', password: '' });
      await makeCopyTables(copy);
    }, 60_000);
    afterAll(async () => {
      await copy?.close();
      await server?.close();
      await store?.close();
    });
    beforeEach(async () => {
      if (!skip) await begin();
    });

    async function begin(): Promise<void> {
      await resetStore(store);
      clock = new FakeClock();
      const installations = [
        anInstallation(),
        anInstallation({ id: 'crm-apac', team: 'support', environment: 'dev' }),
      ];
      await installFor(store, clock.now(), { installations });
    }

    const round = (into: ColumnarStore = copy): Promise<CopyOutcome> =>
      copyRound({ db: store.db, copy: into, clock, createId: randomUUID, pageDays: 3 }, aTerm(store));

    const generation = async () => (await readMark(store.db))?.generation ?? '';

    const readerOf = (log = logger): UsageReader =>
      createUsageReader({
        ...{ db: store.db, copy, clock, logger: log, ledger: createLedgerReader(store.db, clock) },
      });

    const wholeMonth = (): UsageQuery => {
      const parsed = parseUsageQuery({ from: '2026-11-01', to: '2026-12-01', granularity: 'total' });
      if (!parsed.ok) throw new Error(parsed.message);
      return parsed.query;
    };

    const eventsOf = async (reader: UsageReader): Promise<string | undefined> =>
      (await reader.readUsage(wholeMonth(), { after: undefined, limit: 10 })).rows[0]?.events;

    /** Page by page, both say the same. */
    async function expectSameAnswers(asked: UsageQuery, limit: number): Promise<number> {
      let seen = 0;
      for (let after: UsagePlace | undefined, more = true; more; more = after !== undefined) {
        const ledger = await readUsage(store.db, asked, { after, limit });
        expect(await readCopiedUsage(copy, await generation(), asked, { after, limit })).toEqual(ledger);
        seen += ledger.rows.length;
        after = ledger.next;
      }
      return seen;
    }

    it.skipIf(skip)(
      'answers every query as the ledger does, however it was kept up; made anew it is the same',
      async () => {
        let compared = 0;
        let killed = 0;
        await fc.assert(
          fc.asyncProperty(
            fc.array(step, { minLength: 1, maxLength: 12 }),
            fc.array(query, { minLength: 4, maxLength: 4 }),
            fc.integer({ min: 1, max: 9 }),
            async (steps, queries, limit) => {
              await begin();
              for (const one of steps) {
                if ('events' in one)
                  for (const [installation, own] of Map.groupBy(one.events, (sent) => sent.installation)) {
                    const events = own.map(({ installation: _, ...rest }) => rest);
                    await send(meterOn(store, clock), events, installation);
                  }
                else if ('close' in one)
                  await sql`
                  insert into billing_period (period, state, closed_at) values (${`${one.close}-01`}::text::date, 'closed', now())
                  on conflict (period) do update set state = 'closed', closed_at = now()`.execute(store.db);
                else {
                  const { at, comesThrough } = one.round ?? { at: 1_000, comesThrough: true };
                  await round(dyingStore(copy, at, comesThrough)).catch((error: unknown) => {
                    if (!(error instanceof Killed)) throw error;
                    killed++;
                  });
                }
              }
              await round();
              for (const asked of queries)
                if (asked !== undefined) compared += await expectSameAnswers(asked, limit);
              const kept = await readCopy(copy, await generation());
              await sql`delete from usage_copy`.execute(store.db);
              expect(await round()).toBe('made-anew');
              expect(await readCopy(copy, await generation())).toEqual(kept);
            },
          ),
          { numRuns: 15 },
        );
        expect(compared).toBeGreaterThan(200);
        expect(killed).toBeGreaterThan(5);
      },
      300_000,
    );

    it.skipIf(skip)(
      'knows samples of subjects as the ledger does, also once they become thinner',
      async () => {
        const metering = meterOn(store, clock);
        const subjects = (from: number, to: number) =>
          Array.from({ length: to - from }, (_, i) => ({
            ...{ id: `e${from + i}`, metric: 'people', value: '1', subject: `s${from + i}` },
            time: new Date(NOW - ((from + i) % 40) * HOUR).toISOString(),
          }));
        for (const [from, to] of [
          [0, 6_000],
          [6_000, 11_000],
        ] as const) {
          await send(metering, subjects(from, to));
          await copyRound({ db: store.db, copy, clock, createId: randomUUID }, aTerm(store));
          expect(await expectSameAnswers(wholeMonth(), 10)).toBe(1);
        }
        // What another installation knows one by one is taken as a sample of the same level.
        await send(metering, subjects(0, 200), 'crm-apac');
        await round();
        const { rows } = await readCopiedUsage(copy, await generation(), wholeMonth(), {
          ...{ after: undefined, limit: 10 },
        });
        expect(rows[0]?.subjects?.error).toMatch(/^0\.01/);
        expect(await expectSameAnswers(wholeMonth(), 10)).toBe(1);
        expect(await expectSameAnswers({ ...wholeMonth(), granularity: 'day', groupBy: ['team'] }, 5)).toBe(
          6,
        );
      },
      120_000,
    );

    it.skipIf(skip)('brings only what has changed, and nothing when nothing has', async () => {
      const inserted: string[] = [];
      const watched: ColumnarStore = {
        ...copy,
        insert: async (table, rows) => {
          inserted.push(`${table} ${rows.length}`);
          await copy.insert(table, rows);
        },
      };
      const metering = meterOn(store, clock);
      const at = (hours: number, id: string) => ({
        ...{ id, metric: 'calls', value: '1', time: new Date(NOW - hours * HOUR).toISOString() },
      });
      await send(metering, [at(1, 'a'), at(2, 'b'), at(30, 'c'), at(300, 'd')]);
      expect(await round(watched)).toBe('made-anew');
      await send(metering, [at(2, 'e')]);
      inserted.length = 0;
      expect(await round(watched)).toBe('brought-up');
      expect(inserted).toEqual([
        `${copyTables.state} 1`,
        `${copyTables.hour} 1`,
        `${copyTables.day} 1`,
        `${copyTables.state} 1`,
      ]);
      // A round looks once more at what has changed since it began to read; then there is rest.
      await until(round, (outcome) => outcome === 'unchanged');
      inserted.length = 0;
      clock.advance(5_000);
      expect(await round(watched)).toBe('unchanged');
      expect(inserted).toEqual([`${copyTables.state} 1`]);
      expect((await readCopyState(copy))?.ended?.asOf).toEqual(clock.now());
      // After a long time everything is read: it takes less than to look for what has changed.
      clock.advance(24 * HOUR);
      await send(metering, [at(2, 'f')]);
      inserted.length = 0;
      expect(await round(watched)).toBe('brought-up');
      expect(inserted).toEqual([
        `${copyTables.state} 1`,
        `${copyTables.hour} 4`,
        `${copyTables.day} 3`,
        `${copyTables.state} 1`,
      ]);
      await expectSameAnswers(wholeMonth(), 10);
    });

    it.skipIf(skip).each(['brought-up', 'made-anew'] as const)(
      'is not spoilt by a leader that was replaced while it was %s, wherever that stopped',
      async (outcome) => {
        const metering = meterOn(store, clock);
        let sent = 0;
        const use = () => {
          sent++;
          return send(metering, [{ id: String(sent), metric: 'calls', value: '1', subject: 'ada' }]);
        };
        for (let at = 0; ; at++) {
          await dropGenerations(copy, await readGenerations(copy));
          await use();
          await round();
          await use();
          if (outcome === 'made-anew') await sql`delete from usage_copy`.execute(store.db);
          const { stopping, reached, goOn } = stoppingStore(copy, at);
          const old = round(stopping);
          if ((await Promise.race([reached, old])) === outcome) break;
          await use();
          await round();
          await use();
          await round();
          goOn();
          await old;
          await expectSameAnswers(wholeMonth(), 10);
          expect(await eventsOf(readerOf())).toBe(String(sent));
          await use();
          await round();
          await expectSameAnswers(wholeMonth(), 10);
          expect(at).toBeLessThan(30);
        }
        expect(sent).toBeGreaterThan(10);
      },
    );

    it.skipIf(skip)('misses nothing of transactions that are under way while it reads', async () => {
      // The embedded database does one after the other.
      if (store.kind !== 'postgres') return;
      const metering = meterOn(store, clock);
      const use = (id: string, hours: number) =>
        send(metering, [
          { id, metric: 'calls', value: '1', time: new Date(NOW - hours * HOUR).toISOString() },
        ]);
      await use('a', 1);
      await use('b', 2);
      await round();
      // One that begins before another, and writes the same day after it.
      const begun = Promise.withResolvers<void>();
      const goOn = Promise.withResolvers<void>();
      const slow = store.db.transaction().execute(async (transaction) => {
        await sql`select pg_current_xact_id()`.execute(transaction);
        begun.resolve();
        await goOn.promise;
        for (const [table, span] of [
          ['usage_hour', 'hour'],
          ['usage_day', 'day'],
        ] as const)
          await sql`
            update ${sql.table(table)} set events = events + 10, sum = sum + 10, changed = pg_current_xact_id()::text::bigint
            where ${sql.ref(span)} = date_trunc(${sql.lit(span)}, ${new Date(NOW - HOUR).toISOString()}::timestamptz, 'UTC')`.execute(
            transaction,
          );
      });
      await begun.promise;
      await use('c', 2);
      await round();
      await expectSameAnswers(wholeMonth(), 10);
      goOn.resolve();
      await slow;
      await round();
      await expectSameAnswers({ ...wholeMonth(), granularity: 'day' }, 10);
      expect(await eventsOf(readerOf())).toBe('13');
    });

    it.skipIf(skip).each([
      [
        'knows less than was copied, as one that was restored',
        sql`update usage_copy set round = round - 1, written_by = pg_current_xact_id()::text::bigint`,
      ],
      [
        'was started anew before a round came to its end',
        sql`update usage_copy set settled = false, server_started = server_started - interval '1 second', written_by = pg_current_xact_id()::text::bigint`,
      ],
      [
        'came to another server by a dump',
        sql`with old as (delete from usage_copy returning *) insert into usage_copy select * from (select * from old union all select true, gen_random_uuid(), 0, true, now(), 0 limit 1) as one`,
      ],
    ])('is made anew when the ledger %s', async (_, change) => {
      const metering = meterOn(store, clock);
      await send(metering, [{ id: 'a', metric: 'calls', value: '1' }]);
      await round();
      const before = await generation();
      await sql`update usage_copy set settled = settled, written_by = pg_current_xact_id()::text::bigint`.execute(
        store.db,
      );
      await until(round, (outcome) => outcome === 'unchanged');
      await change.execute(store.db);
      expect(await round()).toBe('made-anew');
      expect(await generation()).not.toBe(before);
      await expectSameAnswers(wholeMonth(), 10);
    });

    it.skipIf(skip)('is made anew when the ledger has forgotten a round that was killed', async () => {
      const metering = meterOn(store, clock);
      await send(metering, [{ id: 'a', metric: 'calls', value: '1' }]);
      await round();
      await send(metering, [{ id: 'b', metric: 'calls', value: '1' }]);
      await expect(round(dyingStore(copy, 1, true))).rejects.toThrow(Killed);
      // A backup from between the two rounds: what was copied after it is no longer true.
      await sql`
        update usage_copy set round = round - 1, settled = true, written_by = pg_current_xact_id()::text::bigint`.execute(
        store.db,
      );
      for (const table of ['usage_hour', 'usage_day'])
        await sql`update ${sql.table(table)} set events = 1, sum = 1, last_id = 'a', changed = 3`.execute(
          store.db,
        );
      expect(await round()).toBe('made-anew');
      await expectSameAnswers(wholeMonth(), 10);
    });

    it.skipIf(skip)(
      'goes on after a round that was killed, while the database has not been started anew',
      async () => {
        const metering = meterOn(store, clock);
        await send(metering, [{ id: 'a', metric: 'calls', value: '1' }]);
        await round();
        await send(metering, [{ id: 'b', metric: 'calls', value: '1' }]);
        await expect(round(dyingStore(copy, 1, true))).rejects.toThrow(Killed);
        expect(await round()).toBe('brought-up');
        expect(await eventsOf(readerOf())).toBe('2');
      },
    );

    it.skipIf(skip)('copies no number that it has no digits for', async () => {
      const metering = meterOn(store, clock);
      await send(metering, [{ id: 'a', metric: 'calls', value: '1' }]);
      await round();
      await send(metering, [{ id: 'b', metric: 'calls', value: '1' }]);
      for (const digits of ['0.0000000000000000000000001', `1${'0'.repeat(44)}`]) {
        await sql`update usage_day set last = ${digits}::text::numeric`.execute(store.db);
        await expect(round()).rejects.toThrow(
          /metric calls by crm-emea can not be copied: numbers of at most 44 digits/,
        );
      }
    });

    it.skipIf(skip)('leaves the answer to the ledger while it can not be trusted', async () => {
      const metering = meterOn(store, clock);
      const use = (id: string) => send(metering, [{ id, metric: 'calls', value: '1' }]);
      await use('a');
      await round();
      await use('b');
      const reader = readerOf();
      // The copy answers as of the last round, and says so.
      const asOf = clock.now();
      clock.advance(120_000);
      expect(await reader.readUsage(wholeMonth(), { after: undefined, limit: 1 })).toMatchObject({
        ...{ asOf, rows: [{ events: '1' }] },
      });
      clock.advance(1);
      expect(await reader.readUsage(wholeMonth(), { after: undefined, limit: 1 })).toMatchObject({
        ...{ asOf: clock.now(), rows: [{ events: '2' }] },
      });
      await round();
      expect(await eventsOf(reader)).toBe('2');
      // One that is made anew is not whole, and one of another ledger is not ours.
      await use('c');
      await sql`delete from usage_copy`.execute(store.db);
      expect(await eventsOf(reader)).toBe('3');
      await expect(round(dyingStore(copy, 3, true))).rejects.toThrow(Killed);
      expect(await eventsOf(reader)).toBe('3');
      // Nothing of what was left half-way stays.
      await round();
      expect(await readGenerations(copy)).toEqual([await generation()]);
      clock.advance(1);
      expect(await eventsOf(reader)).toBe('3');
      await sql`update usage_copy set generation = ${randomUUID()}::text::uuid`.execute(store.db);
      expect(await eventsOf(reader)).toBe('3');
    });

    it.skipIf(skip)('leaves the answer to the ledger when it is emptied in the middle of it', async () => {
      const metering = meterOn(store, clock);
      await send(metering, [{ id: 'a', metric: 'calls', value: '1' }]);
      await round();
      const emptied: ColumnarStore = {
        ...copy,
        query: async (statement, parameters) => {
          if (statement.includes(copyTables.day)) {
            await sql`delete from usage_copy`.execute(store.db);
            await expect(round(dyingStore(copy, 3, true))).rejects.toThrow(Killed);
          }
          return copy.query(statement, parameters);
        },
      };
      const ledger = createLedgerReader(store.db, clock);
      const reader = createUsageReader({ db: store.db, copy: emptied, clock, logger, ledger });
      expect(await eventsOf(reader)).toBe('1');
    });

    it.skipIf(skip)(
      'comes back by itself after ClickHouse was killed, and after it lost everything; nobody sees an error',
      async () => {
        const warnings: string[] = [];
        const log = pino(
          { level: 'warn' },
          { write: (line: string) => void warnings.push(JSON.parse(line).msg) },
        );
        const metering = meterOn(store, clock);
        const reader = readerOf(log);
        const term = aTerm(store);
        const feed = createUsageFeed({
          ...{ db: store.db, copy, clock, logger: log, random: () => 0, createId: randomUUID },
        }).run(term);
        const asleep = () =>
          until(
            () => clock.sleeping,
            (sleeping) => sleeping === 1,
          );
        const look = async (ms: number) => {
          await asleep();
          clock.advance(ms);
          await asleep();
        };
        let sent = 0;
        const use = () => send(metering, [{ id: `e${++sent}`, metric: 'calls', value: '1' }]);
        await use();
        await look(10_000);
        expect(await eventsOf(reader)).toBe('1');
        await server.kill();
        await use();
        expect(await eventsOf(reader)).toBe('2');
        expect(warnings).toEqual(['the copy of usage in ClickHouse does not answer; PostgreSQL does']);
        await look(10_000);
        expect(warnings[1]).toMatch(/^usage could not be copied to ClickHouse/);
        await server.restart();
        // For a while nobody asks it.
        expect((await reader.readUsage(wholeMonth(), { after: undefined, limit: 1 })).asOf).toEqual(
          clock.now(),
        );
        await look(30_000);
        await use();
        const behind = await reader.readUsage(wholeMonth(), { after: undefined, limit: 1 });
        expect(behind.rows[0]?.events).toBe('2');
        for (const table of Object.values(copyTables)) await copy.run(`drop table ${table}`, {});
        expect(await eventsOf(reader)).toBe('3');
        // The first look finds that they are gone.
        await look(10_000);
        await look(10_000);
        await look(30_000);
        expect((await readCopyState(copy))?.ended).toBeDefined();
        expect(await eventsOf(reader)).toBe('3');
        await expectSameAnswers(wholeMonth(), 10);
        term.end();
        await feed;
      },
      60_000,
    );
  },
);
