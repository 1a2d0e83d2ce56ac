import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSbomFetcher } from './create-sbom-fetcher.ts';
import { type LocalHosts, type Respond, startLocalHosts } from './testing/local-hosts.ts';

const MAX_BYTES = 1000;
const DOCUMENT = '{"bomFormat":"CycloneDX"}';

let local: LocalHosts;

beforeAll(async () => {
  local = await startLocalHosts();
});
beforeEach(() => {
  local.answers.clear();
  local.asked.length = 0;
});
afterAll(() => local[Symbol.asyncDispose]());

const give =
  (text: string, headers: Record<string, string> = {}): Respond =>
  (_request, response) =>
    void response.writeHead(200, headers).end(text);
const leadTo =
  (location: string, status = 302): Respond =>
  (_request, response) =>
    void response.writeHead(status, { location }).end('moved');
const answer = (respond: Respond, host = 'a'): void => void local.answers.set(`${host}.example.com`, respond);
const fetchFrom = async (url: string, changes?: Parameters<LocalHosts['fetcher']>[0]): Promise<string> =>
  Buffer.from(await local.fetcher(changes).fetchUrl(url, MAX_BYTES)).toString();

describe('when a document lies at an address', () => {
  it('gives its bytes', async () => {
    answer(give(DOCUMENT));
    expect(await fetchFrom(local.at('a', '/sbom.json?part=1'))).toBe(DOCUMENT);
    expect(local.asked).toEqual(['a.example.com /sbom.json?part=1']);
  });

  it('gives a document that is just as large as allowed', async () => {
    answer(give('x'.repeat(MAX_BYTES)));
    expect(await fetchFrom(local.at('a', '/'))).toHaveLength(MAX_BYTES);
  });

  it.each([301, 302, 303, 307, 308])('follows status %d', async (status) => {
    answer(leadTo(local.at('b', '/sbom.json'), status));
    answer(give(DOCUMENT), 'b');
    expect(await fetchFrom(local.at('a', '/'))).toBe(DOCUMENT);
  });

  it('follows three redirects, and no fourth', async () => {
    const leadOn = (hops: number): Respond => {
      return ({ url = '/' }, response) => {
        const done = Number(url.slice(1));
        if (done === hops) response.end(DOCUMENT);
        else response.writeHead(302, { location: `/${done + 1}` }).end();
      };
    };
    answer(leadOn(3));
    expect(await fetchFrom(local.at('a', '/0'))).toBe(DOCUMENT);
    answer(leadOn(4));
    await expect(fetchFrom(local.at('a', '/0'))).rejects.toMatchObject({ code: 'unreachable' });
    expect(local.asked).toHaveLength(8);
  });
});

describe('when an address may not be asked', () => {
  const refused: [string, (at: LocalHosts) => string][] = [
    ['is not https', ({ port }) => `http://a.example.com:${port}/`],
    ['has another scheme', () => 'file:///etc/passwd'],
    ['is no address', () => 'https://'],
    ['has a user in it', ({ port }) => `https://me@a.example.com:${port}/`],
    ['has a password in it', ({ port }) => `https://:pw@a.example.com:${port}/`],
    ['means an inside address', (at) => at.at('inside', '/')],
    ['is an inside address', ({ port }) => `https://127.0.0.2:${port}/`],
    ['is an inside address in other digits', ({ port }) => `https://0x7f.0.0.2:${port}/`],
    ['is an inside address of IPv6', ({ port }) => `https://[::1]:${port}/`],
    ['is an outside address in disguise', ({ port }) => `https://[::ffff:127.0.0.1]:${port}/`],
  ];

  it.each(refused)('refuses one that %s', async (_what, address) => {
    answer(give(DOCUMENT));
    answer(give(DOCUMENT), 'inside');
    await expect(fetchFrom(address(local))).rejects.toMatchObject({ code: 'not-allowed' });
    expect(local.asked).toEqual([]);
  });

  it.each(refused)('refuses to be led to one that %s', async (_what, address) => {
    answer(leadTo(address(local)));
    answer(give(DOCUMENT), 'inside');
    await expect(fetchFrom(local.at('a', '/'))).rejects.toMatchObject({ code: 'not-allowed' });
    expect(local.asked).toEqual(['a.example.com /']);
  });

  it('refuses a name with one inside address among others', async () => {
    const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
    await expect(fetchFrom(local.at('a', '/'), { resolve: async () => addresses })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    expect(local.asked).toEqual([]);
  });

  it('connects to the address that it checked, whatever the name means next', async () => {
    answer(give(DOCUMENT));
    let asked = 0;
    const resolve = async (): Promise<{ address: string; family: number }[]> => {
      asked++;
      return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
    };
    expect(await fetchFrom(local.at('a', '/'), { resolve })).toBe(DOCUMENT);
    expect(asked).toBe(1);
  });

  it('refuses the machine itself, unless told otherwise', async () => {
    const fetcher = createSbomFetcher({ hosts: [] });
    for (const host of ['localhost', '127.0.0.1', '[::1]', '0.0.0.0', '[::ffff:127.0.0.1]']) {
      await expect(fetcher.fetchUrl(`https://${host}:${local.port}/`, MAX_BYTES)).rejects.toMatchObject({
        code: 'not-allowed',
      });
    }
  });
});

describe('when the settings name hosts', () => {
  it.each([
    [['a.example.com'], 'a', true],
    [['*.example.com'], 'a', true],
    [['b.example.com', 'a.example.com'], 'a', true],
    [['b.example.com'], 'a', false],
    [['example.com'], 'a', false],
    [['*.a.example.com'], 'a', false],
    [['*.example.com'], 'xexample.com#', false],
  ])('with %j answers whether %s may be asked: %s', async (hosts, host, isAllowed) => {
    answer(give(DOCUMENT));
    const fetching = fetchFrom(local.at(host, '/'), { hosts });
    if (isAllowed) expect(await fetching).toBe(DOCUMENT);
    else await expect(fetching).rejects.toMatchObject({ code: 'not-allowed' });
    expect(local.asked).toHaveLength(isAllowed ? 1 : 0);
  });

  it('refuses to be led to another', async () => {
    answer(leadTo(local.at('b', '/')));
    answer(give(DOCUMENT), 'b');
    await expect(fetchFrom(local.at('a', '/'), { hosts: ['a.example.com'] })).rejects.toMatchObject({
      code: 'not-allowed',
      message: expect.stringContaining('a.example.com'),
    });
  });
});

describe('when an answer is none to rely on', () => {
  const pourOut = (response: ServerResponse): void => {
    response.on('drain', () => response.write('x'.repeat(65_536)));
    response.write('x'.repeat(65_536));
  };

  it.each<[string, Respond, string]>([
    ['says that it is too large', give('x'.repeat(MAX_BYTES + 1)), 'too-large'],
    [
      'is too large without saying so',
      (_request, response) => {
        response.write('x'.repeat(MAX_BYTES));
        response.end('x');
      },
      'too-large',
    ],
    ['never ends', (_request, response) => pourOut(response), 'too-large'],
    ['comes drop by drop', (_request, response) => void response.write('x'), 'unreachable'],
    ['does not come', () => undefined, 'unreachable'],
    ['breaks off', (_request, response) => void response.write('x', () => response.destroy()), 'unreachable'],
    [
      'is shorter than it says',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '20' });
        response.write('x', () => response.destroy());
      },
      'unreachable',
    ],
    ['is compressed', give(DOCUMENT, { 'content-encoding': 'gzip' }), 'unreachable'],
    ['is not there', (_request, response) => void response.writeHead(404).end(), 'missing'],
    [
      'is not there, at length',
      (_request, response) => void response.writeHead(404).end('x'.repeat(MAX_BYTES + 1)),
      'missing',
    ],
    ['is gone', (_request, response) => void response.writeHead(410).end(), 'missing'],
    ['is for others', (_request, response) => void response.writeHead(403).end(), 'unreachable'],
    ['is a failure', (_request, response) => void response.writeHead(500).end(DOCUMENT), 'unreachable'],
    ['is a part', (_request, response) => void response.writeHead(206).end(DOCUMENT), 'unreachable'],
    ['leads nowhere', (_request, response) => void response.writeHead(302).end(), 'unreachable'],
    ['leads in a circle', leadTo('/'), 'unreachable'],
    ['is no HTTP', (_request, { socket }) => void socket?.end('hello\r\n\r\n'), 'unreachable'],
  ])('knows one that %s', async (_what, respond, code) => {
    answer(respond);
    await expect(fetchFrom(local.at('a', '/'), { timeoutMs: 300 })).rejects.toMatchObject({ code });
  });

  it('waits for no name server', async () => {
    const resolve = (): Promise<never> => new Promise(() => undefined);
    await expect(fetchFrom(local.at('a', '/'), { resolve, timeoutMs: 50 })).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('it takes too long'),
    });
  });

  it('takes a name without address for one that cannot be reached', async () => {
    await expect(fetchFrom(local.at('a', '/'), { resolve: async () => [] })).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  it('trusts no certificate of an unknown authority', async () => {
    await expect(fetchFrom(local.at('a', '/'), { ca: undefined })).rejects.toMatchObject({
      code: 'unreachable',
    });
    expect(local.asked).toEqual([]);
  });

  it('trusts no certificate for another host', async () => {
    await expect(fetchFrom(`https://a.example.org:${local.port}/`)).rejects.toMatchObject({
      code: 'unreachable',
    });
    expect(local.asked).toEqual([]);
  });

  it('shows no query in what it says', async () => {
    answer(leadTo(`${local.at('b', '/blob')}?signature=lets-anybody-in`));
    answer(({ socket }) => void socket.destroy(), 'b');
    await expect(fetchFrom(local.at('a', '/'))).rejects.toThrow('/blob');
    await expect(fetchFrom(local.at('a', '/'))).rejects.toThrow(/^(?!.*lets-anybody-in)/s);
  });
});
