import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../testing/until.ts';
import { createAddressGuard } from './address-guard.ts';
import { createPoster, type PosterOptions } from './post-message.ts';

let closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers) await close();
  closers = [];
});

interface Receiver {
  readonly port: number;
  readonly server: Server;
  readonly requests: string[];
}

async function receive(listener: RequestListener, port = 0, host = '127.0.0.1'): Promise<Receiver> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  closers.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { server, requests, port: (server.address() as AddressInfo).port };
}

function post(url: string, options: Partial<PosterOptions> = {}) {
  const poster = createPoster({ guard: createAddressGuard(['127.0.0.0/8']), timeoutMs: 2_000, ...options });
  closers.unshift(() => poster.close());
  return poster.post({ url, headers: { 'webhook-id': 'dlv_1' }, body: '{}' }, new AbortController().signal);
}

const answers: [name: string, listener: RequestListener, outcome: object][] = [
  ['accepts', (_request, response) => response.writeHead(204).end(), { kind: 'delivered', status: 204 }],
  ['breaks', (_request, response) => response.writeHead(500).end(), { kind: 'rejected', status: 500 }],
  ['is gone', (_request, response) => response.writeHead(410).end(), { kind: 'gone', status: 410 }],
  [
    'asks for patience',
    (_request, response) => response.writeHead(429, { 'retry-after': '120' }).end(),
    { kind: 'rejected', status: 429, retryAfter: '120' },
  ],
  [
    'breaks and asks for patience, which counts for 429 and 503 alone',
    (_request, response) => response.writeHead(500, { 'retry-after': '120' }).end(),
    { kind: 'rejected', status: 500 },
  ],
  ['hangs up', (request) => request.socket.destroy(), { kind: 'unreachable', error: expect.any(String) }],
];

describe('when a receiver', () => {
  it.each(answers)('%s', async (_name, listener, outcome) => {
    const { port, requests } = await receive(listener);
    expect((await post(`http://127.0.0.1:${port}/hook?a=1`)).outcome).toEqual(outcome);
    expect(requests).toEqual(['POST /hook?a=1']);
  });

  it('redirects, goes nowhere else', async () => {
    const elsewhere = await receive((_request, response) => response.end());
    const { port } = await receive((_request, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${elsewhere.port}/` }).end(),
    );
    expect((await post(`http://127.0.0.1:${port}/`)).outcome).toEqual({ kind: 'redirected', status: 307 });
    expect(elsewhere.requests).toEqual([]);
  });

  it('never answers, gives up', async () => {
    const { port } = await receive(() => {});
    expect((await post(`http://127.0.0.1:${port}/`, { timeoutMs: 100 })).outcome).toEqual({
      kind: 'timeout',
    });
  });

  it('answers slowly for ever, gives up: the time is that of the whole exchange', async () => {
    const { port } = await receive((_request, response) => {
      response.writeHead(200);
      const dripping = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(dripping));
    });
    expect((await post(`http://127.0.0.1:${port}/`, { timeoutMs: 300 })).outcome).toEqual({
      kind: 'timeout',
    });
  });

  it('answers with more than anybody reads, keeps the beginning and lets go of the rest', async () => {
    let isOpen = true;
    const { port } = await receive((_request, response) => {
      response.writeHead(200);
      const pour = () => {
        while (isOpen && response.write('x'.repeat(64 * 1_024)));
      };
      response.on('drain', pour).on('close', () => {
        isOpen = false;
      });
      pour();
    });
    const { outcome, response } = await post(`http://127.0.0.1:${port}/`);
    expect(outcome).toEqual({ kind: 'delivered', status: 200 });
    expect(response).toBe('x'.repeat(1_024));
    await until(
      () => isOpen,
      (open) => !open,
    );
  });
});

/** Names that stand for these addresses, in turn. */
function answering(...turns: readonly string[][]): LookupFunction & { readonly asked: string[] } {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, _options, callback) => {
    const addresses = turns[asked.length] ?? turns.at(-1) ?? [];
    asked.push(hostname);
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  return Object.assign(lookup, { asked });
}

const forbidden = { kind: 'forbidden', error: expect.stringContaining('SOUK_WEBHOOK_ALLOW') };
const nowhereAllowed = createAddressGuard([]);

describe('when a name stands for an address inside', () => {
  it.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '100.64.0.1', '::1', 'fd00::1', '::ffff:127.0.0.1'])(
    'does not connect to %s',
    async (address) => {
      const { port, requests } = await receive((_request, response) => response.end());
      const { outcome } = await post(`https://hooks.example.com:${port}/`, {
        guard: nowhereAllowed,
        lookup: answering([address]),
      });
      expect(outcome).toEqual(forbidden);
      expect(requests).toEqual([]);
    },
  );

  it('connects to what it has checked, and checks again at the next connection', async () => {
    const { port, requests } = await receive((_request, response) =>
      response.writeHead(204, { connection: 'close' }).end(),
    );
    const guard = createAddressGuard(['127.0.0.1/32']);
    const lookup = answering(['127.0.0.1'], ['127.0.0.2']);
    const poster = createPoster({ guard, lookup });
    closers.unshift(() => poster.close());
    const message = { url: `http://hooks.example.com:${port}/`, headers: {}, body: '{}' };
    const { signal } = new AbortController();
    expect((await poster.post(message, signal)).outcome).toEqual({ kind: 'delivered', status: 204 });
    expect(lookup.asked).toEqual(['hooks.example.com']);
    expect((await poster.post(message, signal)).outcome).toMatchObject({ kind: 'forbidden' });
    expect(requests).toHaveLength(1);
  });

  it('leaves out the forbidden ones among several', async () => {
    const { port } = await receive((_request, response) => response.writeHead(204).end());
    const inside = await receive((_request, response) => response.writeHead(204).end(), port, '127.0.0.2');
    const guard = createAddressGuard(['127.0.0.1/32']);
    const lookup = answering(['127.0.0.2', '127.0.0.1']);
    const { outcome } = await post(`http://hooks.example.com:${port}/`, { guard, lookup });
    expect(outcome).toEqual({ kind: 'delivered', status: 204 });
    expect(inside.requests).toEqual([]);
  });
});

describe('when the environment names a proxy', () => {
  it('does not use it', async () => {
    const proxy = await receive((_request, response) => response.end());
    const { port } = await receive((_request, response) => response.writeHead(204).end());
    const before = process.env['http_proxy'];
    process.env['http_proxy'] = `http://127.0.0.1:${proxy.port}`;
    try {
      expect((await post(`http://127.0.0.1:${port}/`)).outcome.kind).toBe('delivered');
    } finally {
      if (before === undefined) delete process.env['http_proxy'];
      else process.env['http_proxy'] = before;
    }
    expect(proxy.requests).toEqual([]);
  });
});
