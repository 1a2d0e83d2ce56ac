import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { httpSender, type UsageEvent } from '@souk/usage-client/http-sender.ts';
import { openUsageClient } from '@souk/usage-client/open-usage-client.ts';
import type { UsageNews } from '@souk/usage-client/usage-client.ts';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  crm,
  type IdentityWorld,
  mintBy,
  openIdentityWorld,
  SOUK,
} from '../identity/testing/identity-world.ts';
import { type RunningApi, runApi } from '../testing/running-api.ts';
import { type Metering, openMetering } from './open-metering.ts';
import { meteredApp, prices } from './testing/metering-world.ts';

let world: IdentityWorld;
let souk: RunningApi;
let metering: Metering;
let url: string;
let token: () => Promise<string>;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'souk-usage-api-'));
  world = await openIdentityWorld();
  const { billing } = meteredApp();
  await world.edit({ put: [crm({ version: '1.1.0', ...(billing && { billing }) }), prices] });
  const identity = await world.open();
  token = () => mintBy(identity, SOUK);
  const { store, clock } = world;
  metering = openMetering({ store, clock, random: () => 0.5, subscribe: () => () => {} });
  souk = await runApi({ store, catalog: {}, ports: { identity, clock, metering } });
  await souk.api.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(souk.api.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await souk.close();
  await metering.close();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Each request is lost on one side of the marketplace before it goes through. */
function shakyFetch(): typeof fetch {
  let requests = 0;
  return async (...args) => {
    requests++;
    if (requests % 3 === 1) throw new Error('lost on the way');
    const answer = await fetch(...args);
    if (requests % 3 === 0) return answer;
    await answer.text();
    throw new Error('lost on the way back');
  };
}

it('counts once what a program has recorded, whatever is lost on the way', async () => {
  const news: UsageNews<UsageEvent>[] = [];
  const open = () =>
    openUsageClient<UsageEvent>({
      spool: folder,
      send: httpSender({ url, token, fetch: shakyFetch() }),
      clock: { now: () => world.clock.now(), sleep: async () => {} },
      onNews: (one) => news.push(one),
    });
  const first = await open();
  const record = (i: number, change: Partial<UsageEvent> = {}) =>
    first.record({ metric: 'calls', value: '0.5', ...change, id: `e${i}` });
  await Promise.all(Array.from({ length: 2_500 }, (_, i) => record(i)));
  await record(9_000, { metric: 'other' });
  await record(9_001, { time: '2020-01-01T00:00:00Z' });
  // Ends in the middle of it; what was recorded keeps its time.
  await first.close();
  world.clock.advance(3 * 3_600_000);
  const second = await open();
  await second.flush();
  const { waiting } = second.stats();
  await second.close();

  const { rows } = await sql`
    select to_char(hour at time zone 'UTC', 'HH24') as hour, sum(events)::integer as events, trim_scale(sum(sum))::text as sum
    from usage_hour group by hour`.execute(world.store.db);
  expect([waiting, rows]).toEqual([0, [{ hour: '08', events: 2_500, sum: '1250' }]]);
  const refused = readFileSync(join(folder, 'refused.jsonl'), 'utf8').trimEnd().split('\n');
  expect(refused.map((line) => JSON.parse(line))).toMatchObject([
    { status: 'rejected', code: 'unknown-metric', event: { id: 'e9000' } },
    { status: 'rejected', code: 'too-late', event: { id: 'e9001' } },
  ]);
  const reasons = news.flatMap((one) => (one.kind === 'delayed' ? [one.reason] : []));
  expect(new Set(reasons)).toEqual(new Set(['lost on the way', 'lost on the way back']));
});

it('waits while nobody may say anything, and as long as it is asked to', async () => {
  const news: UsageNews<UsageEvent>[] = [];
  const slept: number[] = [];
  let tokens = 0;
  const client = await openUsageClient<UsageEvent>({
    spool: folder,
    send: httpSender({
      ...{ url, now: () => world.clock.now() },
      // The first is refused, and another is asked for at once.
      token: async () => (tokens++ === 0 ? 'x.y.z' : token()),
    }),
    clock: {
      now: () => world.clock.now(),
      sleep: async (ms) => {
        slept.push(ms);
        place?.leave();
      },
    },
    random: () => 0,
    onNews: (one) => news.push(one),
  });
  const place = metering.admission.enter('crm-emea', 10_000);
  await client.record({ metric: 'calls', value: '1' });
  await client.flush();
  expect(client.stats()).toMatchObject({ waiting: 0, sent: 1, refused: 0 });
  expect(tokens).toBe(3);
  expect(slept).toEqual([1_000]);
  expect(news).toMatchObject([
    { kind: 'delayed', reason: 'The marketplace answered 429 (too-many-requests).', ms: 1_000 },
  ]);
  await client.close();
});
