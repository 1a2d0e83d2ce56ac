import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordUsage } from '../../metering/record-usage.ts';
import { installFor, meterOn } from '../../metering/testing/metering-world.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { borrowMemoryStore } from '../../testing/memory-store.ts';
import { until } from '../../testing/until.ts';
import { createMeterServer } from './meter-server.ts';
import { openUsageSpools, type SendUsage, type UsageSpools } from './usage-spools.ts';

let folder: string;
let clock: FakeClock;
let logged: Record<string, unknown>[];
let opened: UsageSpools[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'souk-spools-'));
  clock = new FakeClock();
  logged = [];
  opened = [];
});
afterEach(async () => {
  for (const spools of opened) await spools.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = async (send: SendUsage, onSent = async () => {}) => {
  const spools = await openUsageSpools({
    ...{ folder, send, onSent, clock, random: () => 0 },
    logger: pino({ level: 'info' }, { write: (line: string) => void logged.push(JSON.parse(line)) }),
  });
  opened.push(spools);
  return spools;
};
const use = (id: string, metric = 'calls') => ({ id, metric, value: '1' });
const statsOf = async (spools: UsageSpools, id: string) => (await spools.stats()).get(id);
const away: SendUsage = async () => {
  throw new Error('the database is away');
};

describe('when the database is away', () => {
  it('keeps what instances say, also over a restart, and counts it for whom it was once it is back', async () => {
    const store = await borrowMemoryStore();
    await installFor(store, clock.now());
    const metering = meterOn(store, clock);
    let isAway = true;
    const send: SendUsage = (id, events) => (isAway ? away(id, events) : recordUsage(metering, id, events));
    const first = await open(send);
    for (const id of ['a', 'b', 'c']) await first.record('crm-emea', use(id));
    await first.record('unknown-one', use('a'));
    await first.close();

    const second = await open(send);
    await second.record('crm-emea', use('d'));
    await until(
      () => logged,
      (lines) => lines.some(({ reason }) => reason === 'the database is away'),
    );
    expect(await statsOf(second, 'crm-emea')).toMatchObject({ waiting: 4, sent: 0 });
    isAway = false;
    await until(
      async () => {
        clock.advance(60_000);
        return statsOf(second, 'crm-emea');
      },
      (stats) => stats?.waiting === 0,
    );
    expect(await statsOf(second, 'crm-emea')).toMatchObject({ sent: 4, refused: 0 });
    const { rows } = await sql`
      select installation_id as installation, sum(events)::integer as events
      from usage_hour join usage_dimension d on d.id = dimension_id group by 1`.execute(store.db);
    expect(rows).toEqual([{ installation: 'crm-emea', events: 4 }]);
    await metering.close();
    await store.close();
  });

  it('says so, and not each time', async () => {
    const spools = await open(away);
    await spools.record('crm', use('a'));
    let sleeps = 0;
    await until(
      () => {
        if (clock.sleeping > 0) sleeps++;
        clock.advance(60_000);
        return sleeps;
      },
      (count) => count > 15,
    );
    const said = logged.filter(({ msg }) => msg === 'what an installation used waits to be counted');
    expect(said.length).toBeGreaterThan(0);
    expect(said.length).toBeLessThanOrEqual(2);
    expect(said[0]).toMatchObject({ installation: 'crm', failures: 1, reason: 'the database is away' });
  });
});

describe('when an instance says too much', () => {
  it('fills its own room, and takes nothing from its neighbour', async () => {
    const spools = await open(() => new Promise(() => {}));
    const long = 'x'.repeat(15_000);
    const kept = await Promise.allSettled(
      Array.from({ length: 1_200 }, (_, i) => spools.record('hostile', { ...use(`e${i}`), value: long })),
    );
    expect(kept.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(50);
    expect((await statsOf(spools, 'hostile'))?.bytes).toBeLessThanOrEqual(16 * 1_024 * 1_024);
    await spools.record('neighbour', use('a'));
    expect(logged).toMatchObject([{ installation: 'hostile', err: { code: 'spool-full' } }]);
  });

  it('keeps no folder that is no name of an installation', async () => {
    const spools = await open(async () => ({ kind: 'answered', results: [{ status: 'accepted' }] }));
    await expect(spools.record('../elsewhere', use('a'))).rejects.toThrow('No id of an installation');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('when something can not count', () => {
  it('says whose it is, and how much of it', async () => {
    const spools = await open(async (_id, events) => ({
      kind: 'answered',
      results: events.map(({ event }) =>
        event.id === 'good' ? { status: 'accepted' } : { status: 'conflict', detail: 'Another came before.' },
      ),
    }));
    await spools.record('crm', use('good'));
    await spools.record('crm', use('odd'));
    await until(
      () => statsOf(spools, 'crm'),
      (stats) => stats?.waiting === 0,
    );
    expect(await statsOf(spools, 'crm')).toMatchObject({ sent: 1, refused: 1 });
    expect(logged).toMatchObject([
      { installation: 'crm', events: 1, id: 'odd', status: 'conflict', detail: 'Another came before.' },
    ]);
    expect(readFileSync(join(folder, 'crm', 'refused.jsonl'), 'utf8')).toContain('"odd"');
  });

  it('waits a minute for a version that has just begun', async () => {
    const sent: number[] = [];
    const spools = await open(async (_id, events) => {
      sent.push(events.length);
      return { kind: 'answered', results: [{ status: 'rejected', code: 'unknown-metric' }] };
    });
    await spools.record('crm', use('early', 'new-one'));
    await until(
      () => sent.length,
      (count) => count === 1,
    );
    expect((await statsOf(spools, 'crm'))?.refused).toBe(0);
    await until(
      () => clock.sleeping,
      (count) => count === 1,
    );
    clock.advance(60_000);
    await until(
      () => statsOf(spools, 'crm'),
      (stats) => stats?.refused === 1,
    );
    expect(sent).toEqual([1, 1]);
  });
});

describe('when a spool can not be read', () => {
  it('goes on for all the others', async () => {
    mkdirSync(join(folder, 'broken', 'spool.lock'), { recursive: true });
    writeFileSync(join(folder, 'no-folder'), '');
    const spools = await open(async () => ({ kind: 'answered', results: [{ status: 'accepted' }] }));
    await spools.record('crm', use('a'));
    await expect(spools.record('broken', use('a'))).rejects.toMatchObject({ code: 'not-writable' });
    expect(logged[0]).toMatchObject({ installation: 'broken', err: { code: 'not-writable' } });
  });
});

describe('when an instance tells its meter', () => {
  it('is answered once it is on disk, and at once where it is wrong', async () => {
    const spools = await open(() => new Promise(() => {}));
    const server = createMeterServer({
      metrics: ['calls'],
      record: (usage) => spools.record('crm', usage),
      now: () => clock.now().getTime(),
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const say = (usage: object) =>
      new Promise<string>((resolve, reject) => {
        request({ port, method: 'POST', path: '/record' }, async (answer) => {
          let text = '';
          for await (const chunk of answer) text += chunk;
          resolve(`${answer.statusCode} ${text}`);
        })
          .once('error', reject)
          .end(JSON.stringify(usage));
      });
    expect(await say(use('a'))).toBe('204 ');
    expect(await statsOf(spools, 'crm')).toMatchObject({ waiting: 1 });
    expect(await say(use('b', 'other'))).toMatch(/^400 .*declares no metric "other"/);
    await spools.close();
    expect(await say(use('c'))).toBe('503 It could not be kept; try again.');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
