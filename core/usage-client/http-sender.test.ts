import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { httpSender } from './http-sender.ts';

type Respond = (outgoing: ServerResponse, events: readonly Record<string, unknown>[]) => void;

interface Seen {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly type: string | undefined;
  readonly events: readonly Record<string, unknown>[];
}

let url: string;
let close: () => Promise<void>;
let responses: Respond[];
let seen: Seen[];

beforeAll(async () => {
  const server = createServer(async (incoming, outgoing) => {
    const events = JSON.parse(await readAll(incoming));
    const { method, url: path, headers } = incoming;
    seen.push({ method, path, authorization: headers.authorization, type: headers['content-type'], events });
    const respond = responses.shift() ?? accept;
    respond(outgoing, events);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
});
afterAll(() => close());
beforeEach(() => {
  responses = [];
  seen = [];
});

async function readAll(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const accept: Respond = (outgoing, events) =>
  outgoing.end(
    JSON.stringify({ results: events.map(({ id }, index) => ({ index, id, status: 'accepted' })) }),
  );
const status =
  (code: number, headers: Record<string, string> = {}, body = ''): Respond =>
  (outgoing) =>
    outgoing.writeHead(code, headers).end(body);
const never = new AbortController().signal;
const now = () => new Date('2026-11-22T08:00:00Z');
const events = [
  { event: { id: 'a', metric: 'calls', value: '1' }, recordedAt: now().getTime() },
  { event: { id: 'b', metric: 'calls', value: '1', time: '2026-11-01T00:00:00Z' }, recordedAt: 0 },
];
const send = (change: Partial<Parameters<typeof httpSender>[0]> = {}) =>
  httpSender({ url, token: async () => 'the-token', now, ...change })(events, never);

describe('when events are sent', () => {
  it('says when they were used, and who says so', async () => {
    expect(await send()).toEqual({
      kind: 'answered',
      results: [{ status: 'accepted' }, { status: 'accepted' }],
    });
    expect(seen).toEqual([
      {
        ...{ method: 'POST', path: '/api/v1/usage/events', type: 'application/json' },
        authorization: 'Bearer the-token',
        events: [
          { id: 'a', metric: 'calls', value: '1', time: '2026-11-22T08:00:00.000Z' },
          { id: 'b', metric: 'calls', value: '1', time: '2026-11-01T00:00:00Z' },
        ],
      },
    ]);
  });

  it.each<[string, Respond, object]>([
    [
      'waits as long as a busy server asks for',
      status(429, { 'retry-after': '7' }),
      { kind: 'later', retryAfterMs: 7_000, reason: 'The marketplace answered 429.' },
    ],
    [
      'waits until a server that is away asks for',
      status(503, { 'retry-after': 'Sun, 22 Nov 2026 08:01:00 GMT' }, '{"code":"not-ready"}'),
      { kind: 'later', retryAfterMs: 60_000, reason: 'The marketplace answered 503 (not-ready).' },
    ],
    [
      'waits as it sees fit where nothing sensible is asked for',
      status(503, { 'retry-after': 'soon' }),
      { kind: 'later', retryAfterMs: undefined },
    ],
    [
      'waits as it sees fit after another failure',
      status(500, { 'retry-after': '7' }),
      { kind: 'later', retryAfterMs: undefined, reason: 'The marketplace answered 500.' },
    ],
    [
      'says no more of a problem than its code',
      status(400, {}, '{"code":"Bearer the-token"}'),
      { kind: 'later', reason: 'The marketplace answered 400.' },
    ],
    [
      'says that they are too many',
      status(413, {}, '{"code":"batch-too-large"}'),
      { kind: 'too-large', reason: 'The marketplace answered 413 (batch-too-large).' },
    ],
    [
      'does not believe an answer to something else',
      status(200, {}, '{"results":[]}'),
      { kind: 'later', reason: 'The answer is not that to 2 events.' },
    ],
  ])('%s', async (_name, respond, expected) => {
    responses.push(respond);
    expect(await send()).toMatchObject(expected);
  });

  it('asks for another token once when that does not count any more', async () => {
    const asked: (string | undefined)[] = [];
    const token = async (refused?: string) => {
      asked.push(refused);
      return refused === undefined ? 'old' : 'new';
    };
    responses.push(status(401));
    expect(await send({ token })).toMatchObject({ kind: 'answered' });
    expect([asked, seen.map(({ authorization }) => authorization)]).toEqual([
      [undefined, 'old'],
      ['Bearer old', 'Bearer new'],
    ]);
    responses.push(status(401), status(401));
    expect(await send({ token })).toEqual({ kind: 'later', reason: 'The marketplace answered 401.' });
    expect(seen).toHaveLength(4);
  });

  it.each([301, 302, 303, 307, 308])('carries its token nowhere else: %s', async (code) => {
    responses.push(status(code, { location: `${url}/elsewhere` }));
    await expect(send()).rejects.toThrow();
    expect(seen).toHaveLength(1);
  });

  it('gives up after a time, and with whoever waits', async () => {
    responses.push(() => {});
    await expect(send({ timeoutMs: 50 })).rejects.toMatchObject({ name: 'TimeoutError' });
    const giveUp = new AbortController();
    responses.push(() => giveUp.abort(new Error('closed')));
    const given = httpSender({ url, token: async () => 't' })(events, giveUp.signal);
    await expect(given).rejects.toThrow('closed');
  });

  it('reads no answer without an end', async () => {
    responses.push((outgoing) => {
      const more = (): void => {
        while (outgoing.write(Buffer.alloc(64 * 1_024, ' ')));
        outgoing.once('drain', more);
      };
      more();
    });
    await expect(send()).rejects.toThrow('longer than 4194304 bytes');
  });
});
