import Big from 'big.js';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { resetStore } from '../testing/reset-store.ts';
import { stores } from '../testing/stores.ts';
import { readUsage } from './read-usage.ts';
import { readUsageEvents } from './read-usage-events.ts';
import { anInstallation, installFor, meterOn, send } from './testing/metering-world.ts';
import { type Granularity, parseUsageQuery, type UsageGroup, usageGroups } from './usage-query.ts';

interface Sent {
  readonly installation: string;
  readonly id: string;
  readonly metric: string;
  readonly value: string;
  readonly time: string;
  readonly subject?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

const NOW = Date.parse('2026-11-22T08:00:00Z');
const HOUR = 3_600_000;
const sizes: Readonly<Record<string, number>> = { calls: 1, hours: 3_600 };

const sent = fc.record(
  {
    installation: fc.constantFrom('crm-emea', 'crm-apac'),
    id: fc.integer({ min: 0, max: 40 }).map(String),
    metric: fc.constantFrom('calls', 'hours'),
    value: fc.constantFrom('0', '1', '0.1', '0.000000000001', '999999999999999999.999999999999', '12.50'),
    // A few hours around the end of a month, when Europe's summer time is over, and the last 35 days.
    time: fc
      .oneof(fc.integer({ min: -840, max: -1 }), fc.integer({ min: -520, max: -500 }))
      .chain((hours) => fc.integer({ min: 0, max: HOUR - 100 }).map((ms) => NOW + hours * HOUR + ms)),
    subject: fc.constantFrom('ada', 'bob', 'eve'),
    tags: fc.constantFrom({}, { region: 'emea' }, { region: 'apac', tier: 'gold' }),
  },
  { requiredKeys: ['installation', 'id', 'metric', 'value', 'time'] },
);

/** No two events are at the very same time, where more than one of them could be the first. */
function atTimes(events: readonly (Omit<Sent, 'time'> & { readonly time: number })[]): Sent[] {
  return events.map((event, i) => ({ ...event, time: new Date(event.time + i).toISOString() }));
}

/** What comes again, in whatever order, together with whatever, to whichever replica. */
const scenario = fc
  .array(sent, { minLength: 1, maxLength: 40 })
  .map(atTimes)
  .chain((events) =>
    fc.record({
      events: fc.constant(events),
      order: fc
        .shuffledSubarray(
          [...events, ...events.slice(0, 10)].map((_, i) => i % events.length),
          { minLength: events.length },
        )
        .map((order) => [...new Set([...order, ...events.keys()])].concat(order)),
      portion: fc.integer({ min: 1, max: 20 }),
      replicas: fc.integer({ min: 1, max: 3 }),
      groupBy: fc.subarray([...usageGroups, 'tag:region', 'tag:tier'] as UsageGroup[]),
      granularity: fc.constantFrom<Granularity>('hour', 'day', 'month', 'total'),
      window: fc.tuple(fc.integer({ min: 1, max: 860 }), fc.integer({ min: 1, max: 860 })),
      wholeDays: fc.boolean(),
    }),
  );

describe.each(stores)('on $name', ({ skip, open }) => {
  let store: Store;
  beforeAll(async () => {
    if (!skip) store = await open();
  }, 60_000);
  afterAll(() => store?.close());

  async function begin(): Promise<FakeClock> {
    await resetStore(store);
    const clock = new FakeClock();
    const installations = [
      anInstallation(),
      anInstallation({ id: 'crm-apac', team: 'support', environment: 'dev' }),
    ];
    await installFor(store, clock.now(), { installations });
    return clock;
  }

  it.skipIf(skip)(
    'rollups are the sum of what was accepted, for any window',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          scenario,
          async ({ events, order, portion, replicas, groupBy, granularity, window, wholeDays }) => {
            const clock = await begin();
            const counted: Sent[] = [];
            const met = new Map<string, Sent>();
            let metering = meterOn(store, clock);
            for (let start = 0; start < order.length; start += portion) {
              // A process that was killed is followed by another, which knows nothing.
              if ((start / portion) % replicas === 0) metering = meterOn(store, clock);
              const part = order.slice(start, start + portion).flatMap((i) => events[i] ?? []);
              for (const [installation, own] of Map.groupBy(part, (one) => one.installation)) {
                const results = await send(
                  metering,
                  own.map(({ installation: _, ...event }) => event),
                  installation,
                );
                for (const [i, { status }] of results.entries()) {
                  const event = own[i] as Sent;
                  const known = met.get(`${installation}/${event.id}`);
                  expect(status).toBe(
                    known === undefined ? 'accepted' : isSame(known, event) ? 'duplicate' : 'conflict',
                  );
                  if (known === undefined) counted.push(event);
                  met.set(`${installation}/${event.id}`, known ?? event);
                }
              }
            }
            const step = wholeDays ? 24 * HOUR : HOUR;
            const floor = (time: number) => Math.floor(time / step) * step;
            const from = floor(NOW - Math.max(...window) * HOUR);
            const to = floor(NOW - Math.min(...window) * HOUR) + step;
            const parsed = parseUsageQuery({
              ...{ from: new Date(from).toISOString(), to: new Date(to).toISOString() },
              ...{ granularity, groupBy: groupBy.join(',') },
            });
            if (!parsed.ok) {
              expect(to - from).toBeGreaterThan(35 * 24 * HOUR);
              return;
            }
            const shown = [];
            for (
              let after: Parameters<typeof readUsage>[2]['after'], more = true;
              more;
              more = after !== undefined
            ) {
              const page = await readUsage(store.db, parsed.query, { after, limit: 7 });
              shown.push(...page.rows);
              after = page.next;
            }
            const expected = oracle(counted, { from, to, granularity, groupBy });
            expect(
              shown.map(({ subjects, ...row }) => ({
                ...row,
                lastAt: row.lastAt.getTime(),
                unique: subjects?.count,
              })),
            ).toEqual(expected);
            await followEvents(counted, { from, to });
          },
        ),
        { numRuns: 30 },
      );
    },
    120_000,
  );

  /** Each number can be followed to its events. */
  async function followEvents(
    counted: readonly Sent[],
    { from, to }: { from: number; to: number },
  ): Promise<void> {
    const found = await readUsageEvents(store.db, {
      ...{
        installation: 'crm-emea',
        metric: 'calls',
        from,
        to,
        billedPeriod: undefined,
        after: undefined,
        limit: 1_000,
      },
    });
    const expected = counted
      .filter(
        ({ installation, metric, time }) =>
          installation === 'crm-emea' && metric === 'calls' && inWindow(time, from, to),
      )
      .toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time) || (a.id < b.id ? -1 : 1));
    expect(found.map(({ id, value, tags }) => ({ id, value, tags }))).toEqual(
      expected.map(({ id, value, tags = {} }) => ({ id, value: new Big(value).toFixed(), tags })),
    );
  }

  it.skipIf(skip)(
    'keeps a sample of subjects when there are too many, the same for all replicas',
    async () => {
      const clock = await begin();
      const replicas = [meterOn(store, clock), meterOn(store, clock)];
      const event = (i: number) => ({ id: `e${i}`, metric: 'calls', value: '1', subject: `s${i % 11_000}` });
      await Promise.all(
        Array.from({ length: 24 }, (_, part) =>
          send(
            replicas[part % 2] as (typeof replicas)[0],
            Array.from({ length: 500 }, (_, i) => event(part * 500 + i)),
          ),
        ),
      );
      const { rows } = await sql<{ level: number; kept: number; counted: number }>`
      select level::integer, kept, (select count(*)::integer from usage_subject where zeros >= level) as counted
      from usage_subject_level`.execute(store.db);
      expect(rows).toEqual([{ level: 1, kept: rows[0]?.counted, counted: rows[0]?.counted }]);
      const parsed = parseUsageQuery({ from: '2026-11-01', to: '2026-12-01', granularity: 'total' });
      if (!parsed.ok) throw new Error(parsed.message);
      const { query } = parsed;
      const read = async () => (await readUsage(store.db, query, { after: undefined, limit: 10 })).rows[0];
      const row = await read();
      const { count = '0', error = '0' } = row?.subjects ?? {};
      expect(row?.events).toBe('12000');
      expect(Number(error)).toBeCloseTo(1 / Math.sqrt(Number(count) / 2), 3);
      expect(Math.abs(Number(count) - 11_000)).toBeLessThan(3 * Number(error) * 11_000);
      // What another installation knows exactly is taken as a sample of the same level, and adds nobody new.
      const known = Array.from({ length: 200 }, (_, i) => event(i));
      await send(replicas[0] as (typeof replicas)[0], known, 'crm-apac');
      expect((await read())?.subjects).toEqual({ count, error });
    },
    60_000,
  );

  it.skipIf(skip)(
    'knows how many subjects there are when several replicas bring new ones together',
    async () => {
      const clock = await begin();
      const replicas = [1, 2, 3, 4].map(() => meterOn(store, clock));
      for (let round = 0; round < 8; round++)
        await Promise.all(
          replicas.map((replica, r) => {
            const subjects = Array.from({ length: 20 }, (_, i) => `${round}-${r}-${i}`);
            return send(
              replica,
              // On days of their own: what shares a rollup waits for each other there.
              subjects.map((subject) => ({
                id: subject,
                metric: 'calls',
                value: '1',
                subject,
                time: `2026-11-1${r}T00:00:00Z`,
              })),
            );
          }),
        );
      const { rows } = await sql`select kept from usage_subject_level`.execute(store.db);
      expect(rows).toEqual([{ kept: 8 * 4 * 20 }]);
    },
  );

  it.skipIf(skip)(
    'counts once what several replicas are sent at the same time',
    async () => {
      const clock = await begin();
      const replicas = [1, 2, 3, 4].map(() => meterOn(store, clock));
      const events = Array.from({ length: 400 }, (_, i) => ({
        id: `e${i}`,
        metric: 'calls',
        value: '0.1',
        subject: `s${i % 50}`,
        sequence: i,
      }));
      const results = await Promise.all(
        replicas.flatMap((replica, r) =>
          [0, 1, 2].map((round) => {
            const turned = events.map((_, i) => events[(i * 7 + r * 31 + round * 101) % 400] as object);
            return Promise.all(
              [0, 100, 200, 300].map((start) => send(replica, turned.slice(start, start + 100))),
            );
          }),
        ),
      );
      const statuses = results.flat(2).map(({ status }) => status);
      expect(statuses.filter((status) => status === 'accepted')).toHaveLength(400);
      expect(statuses.filter((status) => status === 'duplicate')).toHaveLength(4 * 3 * 400 - 400);
      const { rows } = await sql`
      select (select sum(sum)::text from usage_hour) as hours, (select sum(sum)::text from usage_day) as days,
        (select sum(value)::text from usage_event) as raw, (select count(*)::integer from usage_seen) as seen,
        (select events::integer from usage_gap) as numbered, (select kept from usage_subject_level) as subjects`.execute(
        store.db,
      );
      expect(rows).toEqual([
        { hours: '40.0', days: '40.0', raw: '40.0', seen: 400, numbered: 400, subjects: 50 },
      ]);
    },
    60_000,
  );
});

function inWindow(time: string, from: number, to: number): boolean {
  return Date.parse(time) >= from && Date.parse(time) < to;
}

function isSame({ installation: _a, ...a }: Sent, { installation: _b, ...b }: Sent): boolean {
  const said = ({ value, tags = {}, ...event }: typeof a) =>
    JSON.stringify([
      new Big(value).toFixed(),
      Object.entries(tags).toSorted(),
      event.metric,
      event.time,
      event.subject ?? null,
    ]);
  return said(a) === said(b);
}

interface Asked {
  readonly from: number;
  readonly to: number;
  readonly granularity: Granularity;
  readonly groupBy: readonly UsageGroup[];
}

/** The same numbers by another way: from the events alone, one by one. */
function oracle(counted: readonly Sent[], { from, to, granularity, groupBy }: Asked) {
  const spanOf = (time: string): [number, number] => {
    const at = new Date(time);
    const [year, month, day, hour] = [
      at.getUTCFullYear(),
      at.getUTCMonth(),
      at.getUTCDate(),
      at.getUTCHours(),
    ];
    switch (granularity) {
      case 'hour':
        return [Date.UTC(year, month, day, hour), Date.UTC(year, month, day, hour + 1)];
      case 'day':
        return [Date.UTC(year, month, day), Date.UTC(year, month, day + 1)];
      case 'month':
        return [Date.UTC(year, month), Date.UTC(year, month + 1)];
      case 'total':
        return [from, to];
    }
  };
  const nameOf = ({ installation, tags = {} }: Sent, group: UsageGroup): string | undefined => {
    const isEmea = installation === 'crm-emea';
    const team = isEmea ? 'sales' : 'support';
    const named: Record<string, string> = {
      ...{ app: 'crm', version: '1.0.0', installation, team, costCenter: `CC-${team}` },
      environment: isEmea ? 'production' : 'dev',
    };
    return named[group] ?? tags[group.slice('tag:'.length)];
  };
  const keyOf = (event: Sent): string => {
    const span = Math.max(from, spanOf(event.time)[0]);
    return JSON.stringify([
      new Date(span).toISOString(),
      ...groupBy.map((group) => nameOf(event, group) ?? ''),
      event.metric,
    ]);
  };
  const within = counted.filter(({ time }) => inWindow(time, from, to));
  const firsts = firstSightings(counted).filter(({ time }) => inWindow(time, from, to));
  const subjects = Map.groupBy(firsts, keyOf);
  const total = (own: readonly Sent[], sum: Big) => {
    const [first] = own as [Sent];
    const base = (event: Sent) => new Big(event.value).times(sizes[event.metric] ?? 0);
    const latest = own.toSorted(
      (a, b) =>
        Date.parse(b.time) - Date.parse(a.time) ||
        compare(b.id, a.id) ||
        compare(b.installation, a.installation),
    )[0] as Sent;
    const seen = subjects.get(keyOf(first))?.map(({ subject }) => subject);
    return {
      ...{ from: Math.max(from, spanOf(first.time)[0]), to: Math.min(to, spanOf(first.time)[1]) },
      groups: groupBy.map((group) => nameOf(first, group)),
      ...{
        metric: first.metric,
        unit: first.metric === 'calls' ? 'count' : 'seconds',
        events: String(own.length),
      },
      sum: own.reduce((all, event) => all.plus(base(event)), sum).toFixed(),
      max: own
        .map(base)
        .reduce((most, one) => (one.gt(most) ? one : most))
        .toFixed(),
      ...{ last: base(latest).toFixed(), lastAt: Date.parse(latest.time) },
      unique: seen === undefined ? undefined : String(new Set(seen).size),
    };
  };
  return [...Map.groupBy(within, keyOf)]
    .toSorted(([a], [b]) => compareLists(JSON.parse(a), JSON.parse(b)))
    .map(([, own]) => total(own, new Big(0)));
}

/** The event that each subject counts at: the first of its installation, metric and month. */
function firstSightings(counted: readonly Sent[]): Sent[] {
  const named = counted.filter(({ subject }) => subject !== undefined);
  const groups = Map.groupBy(named, ({ installation, metric, subject, time }) =>
    JSON.stringify([installation, metric, subject, time.slice(0, 7)]),
  );
  return [...groups.values()].map(
    (own) => own.toSorted((a, b) => Date.parse(a.time) - Date.parse(b.time))[0] as Sent,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function compareLists(a: readonly string[], b: readonly string[]): number {
  const place = a.findIndex((part, i) => part !== b[i]);
  return place === -1 ? 0 : compare(a[place] ?? '', b[place] ?? '');
}
