import { connect } from 'node:net';
import { Readable } from 'node:stream';
import fastify, { type FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '../identity/open-identity.ts';
import {
  crm,
  type IdentityWorld,
  mintBy,
  openIdentityWorld,
  SOUK,
} from '../identity/testing/identity-world.ts';
import { MOST_WAITING } from '../metering/admission.ts';
import { type Metering, openMetering } from '../metering/open-metering.ts';
import { installFor, meteredApp, prices } from '../metering/testing/metering-world.ts';
import { openMemoryStore } from '../testing/memory-store.ts';
import { until } from '../testing/until.ts';
import { sharedSchemas } from './body-schemas.ts';
import { problemOf } from './problem-of.ts';
import { problemDocument } from './problems.ts';
import { addUsageEventRoutes, type UsageEventPorts } from './usage-event-routes.ts';
import { usageEventSchemas } from './usage-event-schemas.ts';

let world: IdentityWorld;
let identity: Identity;
let metering: Metering;
let api: FastifyInstance;
let token: string;
let listeners: Set<() => void>;

beforeAll(async () => {
  world = await openIdentityWorld();
  const { billing } = meteredApp();
  await world.edit({ put: [crm({ version: '1.1.0', ...(billing && { billing }) }), prices] });
  identity = await world.open();
  listeners = new Set();
  const { store, clock } = world;
  metering = openMetering({ store, clock, random: () => 0.5, subscribe });
  api = await serve({ identity });
  token = await mintBy(identity, SOUK);
});
afterAll(async () => {
  await api.close();
  await metering.close();
  await world.close();
});

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

async function serve(ports: Partial<UsageEventPorts>): Promise<FastifyInstance> {
  const server = fastify({ bodyLimit: 64 * 1_024 });
  server.setErrorHandler((error, _request, reply) => {
    const document = problemDocument(problemOf(error));
    return reply.code(document.status).send(document);
  });
  for (const schema of [...sharedSchemas, ...usageEventSchemas]) server.addSchema(schema);
  await addUsageEventRoutes(server, {
    identity: undefined,
    metering,
    clock: world.clock,
    subscribe,
    ...ports,
  });
  await server.ready();
  return server;
}

interface Sending {
  readonly type?: string;
  readonly authorization?: string | undefined;
  readonly query?: string;
  readonly to?: FastifyInstance;
  readonly headers?: Record<string, string>;
}

const JSON_TYPE = 'application/json';
const post = (
  payload: string | Buffer | Readable,
  { type = JSON_TYPE, authorization = `Bearer ${token}`, query = '', to = api, headers = {} }: Sending = {},
) =>
  to.inject({
    ...{ method: 'POST', url: `/api/v1/usage/events${query}`, payload },
    headers: { 'content-type': type, ...(authorization === '' ? {} : { authorization }), ...headers },
  });
const use = (id: string, change: object = {}) => ({ id, metric: 'calls', value: '1', ...change });
const cloud = (id: string, change: object = {}) => ({
  ...{ specversion: '1.0', type: 'souk.usage.v1', source: '/crm', id },
  ...{ data: { metric: 'calls', value: '1' }, ...change },
});
const linesOf = (body: string): unknown[] =>
  body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('when an installation says what it has used', () => {
  it.each<[string, string, unknown]>([
    ['one event', JSON_TYPE, use('one')],
    ['a list', 'application/json; charset=utf-8', [use('list')]],
    ['a CloudEvent', 'application/cloudevents+json', cloud('cloud')],
    ['a batch of CloudEvents', 'application/cloudevents-batch+json', [cloud('batch')]],
  ])('counts %s once, and says so each time', async (_name, type, body) => {
    const first = await post(JSON.stringify(body), { type });
    expect([first.statusCode, first.headers['cache-control']]).toEqual([200, 'no-store']);
    const none = { accepted: 0, duplicates: 0, conflicts: 0, rejected: 0 };
    expect(first.json()).toEqual({
      ...{ ...none, accepted: 1 },
      results: [{ index: 0, id: expect.any(String), status: 'accepted', period: '2026-11' }],
    });
    const again = (await post(JSON.stringify(body), { type })).json();
    expect(again).toEqual({
      ...{ ...none, duplicates: 1 },
      results: [{ index: 0, id: expect.any(String), status: 'duplicate' }],
    });
  });

  it('knows an event however it is written', async () => {
    const time = '2026-11-22T07:00:00.000Z';
    await post(
      JSON.stringify(
        use('forms', { time, value: '1.0', subject: 'ada', sequence: 7, tags: { b: '1', a: '2' } }),
      ),
    );
    const same = cloud('forms', {
      ...{ time: '2026-11-22T08:00:00+01:00', subject: 'ada', sequence: '7', traceparent: 'x' },
      data: { metric: 'calls', value: '1', tags: { a: '2', b: '1' } },
    });
    const answer = await post(JSON.stringify(same), { type: 'application/cloudevents+json' });
    expect(answer.json()).toMatchObject({ duplicates: 1 });
  });

  it('tells what has become of each, and lets the good ones count', async () => {
    const answer = await post(
      JSON.stringify([
        use('mixed'),
        use('mixed', { value: '2' }),
        use('mixed'),
        use('odd', { metric: 'call' }),
        7,
      ]),
    );
    expect(answer.json()).toMatchObject({
      ...{ accepted: 1, duplicates: 1, conflicts: 1, rejected: 2 },
      results: [
        { index: 0, id: 'mixed', status: 'accepted' },
        { index: 1, id: 'mixed', status: 'conflict' },
        { index: 2, id: 'mixed', status: 'duplicate' },
        { index: 3, id: 'odd', status: 'rejected', code: 'unknown-metric', at: 'metric' },
        { index: 4, status: 'rejected', code: 'invalid', detail: 'Expected an object; found 7.' },
      ],
    });
  });

  it('answers a stream line by line, and counts the lines that it can read', async () => {
    const good = Array.from({ length: 2_500 }, (_, i) => JSON.stringify(use(`s${i}`)));
    const body = Buffer.concat([
      Buffer.from(`${good.join('\n')}\n\n{"id":\n`),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from(`${'x'.repeat(20_000)}\n${JSON.stringify(use('last'))}`),
    ]);
    const answer = await post(Readable.from([body.subarray(0, 70_001), body.subarray(70_001)]), {
      type: 'application/x-ndjson',
    });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/x-ndjson']);
    const lines = linesOf(answer.body);
    expect(lines).toHaveLength(2_504);
    expect(lines.slice(0, 2_500)).toEqual(
      good.map((_, index) => ({ index, id: `s${index}`, status: 'accepted', period: '2026-11' })),
    );
    expect(lines.slice(2_500)).toMatchObject([
      { index: 2_501, status: 'rejected', code: 'invalid' },
      { index: 2_502, status: 'rejected', detail: 'Expected a line of UTF-8 of at most 16 KiB.' },
      { index: 2_503, status: 'rejected', detail: 'Expected a line of UTF-8 of at most 16 KiB.' },
      { index: 2_504, id: 'last', status: 'accepted' },
    ]);
  });
});

describe('when nobody can say who sends', () => {
  it.each<[string, Sending, string]>([
    ['without a token', { authorization: '' }, 'token-missing'],
    ['with another way to log in', { authorization: 'Basic c291azpzb3Vr' }, 'token-missing'],
    ['with something else', { authorization: 'Bearer x.y.z' }, 'token-refused'],
  ])('refuses %s', async (_name, sending, code) => {
    const answer = await post(JSON.stringify(use('nobody')), sending);
    expect([answer.statusCode, answer.json().code]).toEqual([401, code]);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });

  it('refuses a token for somebody else', async () => {
    const authorization = `Bearer ${await mintBy(identity, 'https://crm.example')}`;
    expect((await post(JSON.stringify(use('other')), { authorization })).json()).toMatchObject({
      ...{ code: 'token-refused', detail: expect.stringContaining('audience') },
    });
  });

  it('says that nobody gets tokens here', async () => {
    const silent = await serve({});
    expect((await post('{}', { to: silent })).json()).toMatchObject({ code: 'not-found' });
    await silent.close();
  });
});

describe('when a body is not as it should be', () => {
  const many = (count: number) => JSON.stringify(Array.from({ length: count }, (_, i) => i));
  it.each<[string, string | Buffer, Sending, number, string]>([
    ['no JSON', '{', {}, 400, 'malformed-request'],
    ['nothing', '', {}, 400, 'malformed-request'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), {}, 400, 'malformed-request'],
    ['a number', '1', {}, 400, 'invalid-request'],
    ['null', 'null', {}, 400, 'invalid-request'],
    ['an empty list', '[]', {}, 400, 'invalid-request'],
    ['lists within lists', '['.repeat(1_000_000), {}, 400, 'malformed-request'],
    ['a list as one CloudEvent', '[]', { type: 'application/cloudevents+json' }, 400, 'invalid-request'],
    [
      'one CloudEvent as a list',
      '{}',
      { type: 'application/cloudevents-batch+json' },
      400,
      'invalid-request',
    ],
    ['too many events', many(1_001), {}, 413, 'batch-too-large'],
    ['too many bytes', ' '.repeat(2 * 1_024 * 1_024 + 1), {}, 413, 'payload-too-large'],
    ['another type', 'id=1', { type: 'application/x-www-form-urlencoded' }, 415, 'unsupported-media-type'],
    ['no type', '{}', { type: '' }, 415, 'unsupported-media-type'],
    ['a packed body', '{}', { headers: { 'content-encoding': 'gzip' } }, 415, 'unsupported-media-type'],
    ['a parameter', '{}', { query: '?installation=other' }, 400, 'unknown-parameter'],
  ])('refuses %s', async (_name, body, sending, status, code) => {
    const answer = await post(body, sending);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(metering.admission.waiting).toBe(0);
  });

  it('refuses too many bytes that come without a length', async () => {
    const pieces = Array.from({ length: 40 }, () => Buffer.alloc(64 * 1_024, ' '));
    expect((await post(Readable.from(pieces))).json()).toMatchObject({ code: 'payload-too-large' });
    expect(metering.admission.waiting).toBe(0);
  });
});

describe('when a body is there to do harm', () => {
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const members = (count: number) => `{${Array.from({ length: count }, (_, i) => `"m${i}":1`).join(',')}}`;
  it.each<[string, string, string | undefined]>([
    ['a value of many levels', `{"id":"h","metric":"calls","value":${deep(500_000)}}`, 'value'],
    ['tags of many levels', `{"id":"h","metric":"calls","value":"1","tags":{"a":${deep(500_000)}}}`, 'tags'],
    ['many members', members(100_000), 'm0'],
    ['many tags', `{"id":"h","metric":"calls","value":"1","tags":${members(100_000)}}`, 'tags'],
    ['a long value', `{"id":"h","metric":"calls","value":"${'9'.repeat(2_000_000)}"}`, 'value'],
    ['a long number', `{"id":"h","metric":"calls","value":${'9'.repeat(2_000_000)}}`, 'value'],
    ['a number beyond all', '{"id":"h","metric":"calls","value":1e400}', 'value'],
    [
      'a long time',
      `{"id":"h","metric":"calls","value":"1","time":"${'2026-11-22T08:00:00.'.padEnd(2_000_000, '0')}Z"}`,
      'time',
    ],
    ['another prototype', '{"__proto__":{"id":"h","metric":"calls","value":"1"}}', '__proto__'],
    ['the name of a prototype as metric', '{"id":"h","metric":"constructor","value":"1"}', 'metric'],
    ['SQL', `{"id":"h","metric":"calls","value":"1","unit":"'; drop table usage_seen; --"}`, 'unit'],
  ])('rejects %s, and says little', async (_name, body, at) => {
    const answer = await post(body);
    expect(answer.json()).toMatchObject({ accepted: 0, rejected: 1, results: [{ status: 'rejected', at }] });
    expect(answer.body.length).toBeLessThan(1_000);
  });

  it('rejects a thousand of them, one by one', async () => {
    const answer = await post(`[${Array.from({ length: 1_000 }, () => deep(1_000)).join(',')}]`);
    expect(answer.json()).toMatchObject({ accepted: 0, rejected: 1_000 });
    expect(answer.body.length).toBeLessThan(200_000);
  });
});

describe('when more comes than can be counted', () => {
  it('asks for patience before it reads anything', async () => {
    const places = [
      metering.admission.enter('a', MOST_WAITING / 2),
      metering.admission.enter('b', MOST_WAITING / 2),
    ];
    let read = false;
    async function* body() {
      read = true;
      yield Buffer.from('{}');
    }
    for (const type of [JSON_TYPE, 'application/x-ndjson']) {
      const answer = await post(Readable.from(body()), { type });
      expect([answer.statusCode, answer.headers['retry-after'], answer.json().code]).toEqual([
        ...[429, '1', 'too-many-requests'],
      ]);
    }
    expect(read).toBe(false);
    for (const place of places) place?.leave();
    expect((await post(JSON.stringify(use('patient')))).json()).toMatchObject({ accepted: 1 });
  });
});

describe('when a token counts no more', () => {
  it('is refused after 5 seconds at most, and at once where the news comes', async () => {
    await post(JSON.stringify(use('before')));
    const { billing } = meteredApp();
    await world.edit({
      put: [crm({ version: '1.1.0', lifecycle: { stage: 'retired' }, ...(billing && { billing }) })],
    });
    expect((await post(JSON.stringify(use('within')))).statusCode).toBe(200);
    world.clock.advance(5_000);
    expect((await post(JSON.stringify(use('after')))).json()).toMatchObject({
      ...{ code: 'token-refused', detail: expect.stringContaining('retired') },
    });
    await world.edit({ put: [crm({ version: '1.1.0', ...(billing && { billing }) })] });
    expect((await post(JSON.stringify(use('back')))).statusCode).toBe(200);
    await world.edit({
      put: [crm({ version: '1.1.0', lifecycle: { stage: 'retired' }, ...(billing && { billing }) })],
    });
    for (const listener of listeners) listener();
    expect((await post(JSON.stringify(use('told')))).json()).toMatchObject({ code: 'token-refused' });
    await world.edit({ put: [crm({ version: '1.1.0', ...(billing && { billing }) })] });
  });
});

describe('when the database does not answer', () => {
  it('says when to come again, and that nothing is lost', async () => {
    const gone = await openMemoryStore();
    const { clock } = world;
    await installFor(gone, clock.now());
    const to = await serve({
      identity,
      metering: openMetering({ store: gone, clock, random: () => 0, subscribe }),
    });
    expect((await post(JSON.stringify(use('1')), { to })).json()).toMatchObject({ accepted: 1 });
    await gone.close();
    const lines = `${JSON.stringify(use('2'))}\n`;
    // Streams that fail keep no place either.
    for (const type of [JSON_TYPE, ...Array.from({ length: 70 }, () => 'application/x-ndjson')]) {
      const answer = await post(lines, { to, type });
      expect([answer.statusCode, answer.headers['retry-after'], answer.json().code]).toEqual([
        503,
        '1',
        'not-ready',
      ]);
    }
    await to.close();
  });

  it('says so as the last line of a stream that has begun', async () => {
    const gone = await openMemoryStore();
    const { clock } = world;
    await installFor(gone, clock.now());
    const to = await serve({
      identity,
      metering: openMetering({ store: gone, clock, random: () => 0, subscribe }),
    });
    async function* body() {
      for (let i = 0; i < 1_000; i++) yield Buffer.from(`${JSON.stringify(use(`g${i}`))}\n`);
      await until(
        () => sql<{ seen: number }>`select count(*)::integer as seen from usage_seen`.execute(gone.db),
        ({ rows }) => rows[0]?.seen === 1_000,
      );
      await gone.close();
      for (let i = 0; i < 10; i++) yield Buffer.from(`${JSON.stringify(use(`h${i}`))}\n`);
    }
    const answered = linesOf((await post(Readable.from(body()), { to, type: 'application/x-ndjson' })).body);
    expect(answered).toHaveLength(1_001);
    expect(answered.at(-2)).toMatchObject({ index: 999, status: 'accepted' });
    expect(answered.at(-1)).toMatchObject({ code: 'not-ready', status: 503 });
    await to.close();
  });
});

describe('when senders go away in the middle of a stream', () => {
  it('leaves their place to others', async () => {
    const own = openMetering({ store: world.store, clock: world.clock, random: () => 0, subscribe });
    const to = await serve({ identity, metering: own });
    const { port } = new URL(await to.listen({ port: 0, host: '127.0.0.1' }));
    const head = [
      ...['POST /api/v1/usage/events HTTP/1.1', 'host: 127.0.0.1', `authorization: Bearer ${token}`],
      ...['content-type: application/x-ndjson', 'transfer-encoding: chunked', '', '3', '{"i', ''],
    ].join('\r\n');
    const open = Array.from({ length: 64 }, () => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.write(head);
      return socket;
    });
    const stream = () => post(`${JSON.stringify(use('crowd'))}\n`, { to, type: 'application/x-ndjson' });
    await until(
      async () => (await stream()).statusCode,
      (status) => status === 429,
    );
    for (const socket of open) socket.destroy();
    await until(
      async () => (await stream()).statusCode,
      (status) => status === 200,
    );
    await to.close();
  });
});
