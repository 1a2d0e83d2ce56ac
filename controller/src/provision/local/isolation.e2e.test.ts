import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../testing/until.ts';
import { confinements } from './testing/confinements.ts';
import { HostileWorld } from './testing/hostile-world.ts';
import { serve } from './testing/local-world.ts';

/** What hostile code can reach: nothing but what its manifest names. */
for (const confinement of confinements()) {
  describe(`hostile code in the local driver (${confinement}), which reaches out`, () => {
    let world: HostileWorld;
    let good: Awaited<ReturnType<typeof serve>>;
    let inner: Awaited<ReturnType<typeof serve>>;
    /** A service on one port of two addresses: one that is allowed, and one that is not. */
    let allowed: Server;
    let denied: Server;
    let port = 0;
    const seen: { method: string; url: string; headers: Record<string, unknown> }[] = [];
    const reached: string[] = [];

    const listen = (server: Server, host: string, on: number): Promise<number> =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(on, host, () => {
          const address = server.address();
          resolve(typeof address === 'object' && address !== null ? address.port : 0);
        });
      });
    const named = (name: string): Server =>
      createServer((socket) => {
        reached.push(name);
        socket.on('error', () => socket.destroy()).once('data', () => socket.end(name));
      });

    beforeAll(async () => {
      inner = await serve((_, outgoing) => {
        reached.push('inner');
        outgoing.end('treasure');
      });
      good = await serve((incoming, outgoing) => {
        const { method = '', url = '', headers } = incoming;
        seen.push({ method, url, headers });
        if (url === '/leave') outgoing.writeHead(302, { location: 'https://denied.example/' }).end();
        else if (url === '/inside') outgoing.writeHead(302, { location: inner.url }).end();
        else outgoing.writeHead(200, { echo: headers.authorization ?? '' }).end('good');
      });
      denied = named('denied');
      port = await listen(denied, '127.0.0.1', 0);
      allowed = named('allowed');
      await listen(allowed, '127.0.0.2', port);
    });
    afterAll(async () => {
      await good.close();
      await inner.close();
      for (const server of [allowed, denied]) await new Promise((resolve) => server.close(resolve));
    });

    /** What names stand for: one of them changes its mind each time that it is asked. */
    let asked = 0;
    const addressOf = (hostname: string): string => {
      if (hostname === 'meta.example') return '169.254.169.254';
      if (hostname === 'private.example') return '10.1.2.3';
      if (hostname !== 'rebind.example') return '127.0.0.1';
      asked += 1;
      return asked % 2 === 1 ? '127.0.0.2' : '127.0.0.1';
    };

    beforeEach(async () => {
      seen.length = 0;
      reached.length = 0;
      asked = 0;
      world = await HostileWorld.open({
        confinement,
        lookup: (hostname, _, callback) => callback(null, [{ address: addressOf(hostname), family: 4 }]),
        allow: ['127.0.0.2/32'],
        routes: new Map([
          ['good.example', new URL(good.url)],
          ['other.example', new URL(good.url)],
        ]),
        egress: [
          ...['good.example', 'other.example', 'local.example', 'meta.example', 'private.example'],
          ...[`db.example:${port}`, `rebind.example:${port}`, 'plain.example:80'],
        ],
      });
    });
    afterEach(async () => {
      expect((await world.local.call('neighbour', '/')).text).toBe('here');
      await world.close();
    });
    const attempt = (what: string, ...args: readonly unknown[]): Promise<string> =>
      world.attempt(what, ...args);

    it('is answered by what it may call', async () => {
      expect(await attempt('fetch', 'https://good.example/')).toBe('200 200 good');
      expect(await attempt('fetch', 'https://GOOD.example.:443/')).toBe('200 200 good');
    });

    it('finds no environment', async () => {
      expect(await attempt('env')).toMatch(/^418 |"keys":\[\]/);
    });

    it('finds no file', async () => {
      expect(await attempt('files')).toBe('200 found ');
    });

    it.each([
      ['another host', 'https://denied.example/'],
      ['a host below one that is named', 'https://a.good.example/'],
      ['a host that a redirect leads to', 'https://good.example/leave'],
      ['an address inside that a redirect leads to', 'https://good.example/inside'],
      ['an address', 'http://127.0.0.1/'],
      ['an address in another notation', 'http://2130706433/'],
      ['an address in octal figures', 'http://0177.1/'],
      ['an address of IPv6', 'http://[::1]/'],
      ['an address within one of IPv6', 'http://[::ffff:127.0.0.1]/'],
      ['the metadata of a cloud', 'http://169.254.169.254/latest/meta-data/'],
      ['a name that stands for it', 'https://meta.example/'],
      ['a name that stands for a private range', 'https://private.example/'],
      ['a name that stands for this machine', 'https://local.example/'],
      ['the same without encryption', 'http://plain.example/'],
      ['another port', 'https://good.example:8443/'],
      ['what is not encrypted', 'http://good.example/'],
      ['a host behind a user name', 'https://good.example@denied.example/'],
      ['a file', 'file:///etc/passwd'],
      ['the data of our own services', 'http://meter/record'],
      ['the socket that we command it by', 'http://control/ping'],
    ])('does not reach %s', async (_, url) => {
      const answer = await attempt('fetch', url);
      expect(answer).toMatch(/^(418 |200 (403|502|400) )/);
      expect(answer).not.toMatch(/treasure|root:|pong/);
      expect(reached).toEqual([]);
    });

    it('can not hide where a request goes', async () => {
      const headers = {
        host: 'denied.example',
        'x-souk-proto': 'http',
        'transfer-encoding': 'chunked',
        te: 'trailers',
      };
      expect(await attempt('fetch', 'https://good.example/a', { headers })).toBe('200 200 good');
      expect(
        await attempt('fetch', 'https://good.example/a', { headers: { a: 'b\r\nhost: denied.example' } }),
      ).toMatch(/^418 /);
      expect(seen.map(({ headers: { host } }) => host)).toEqual(['good.example']);
      expect(Object.keys(seen[0]?.headers ?? {})).not.toContain('x-souk-proto');
      expect(seen[0]?.headers['te']).toBeUndefined();
    });

    it.each([
      ...[
        '127.0.0.1:22',
        'denied.example:5432',
        'good.example:443',
        '[::1]:22',
        '2130706433:22',
        'meta.example:80',
      ],
      ...['unix:/run/control.sock', 'localhost:22', 'good.example:80', 'u@db.example:5432'],
    ])('opens no connection to %s', async (address) => {
      expect(await attempt('tcp', address)).not.toContain('connected');
      expect(await attempt('tcp', address, { secureTransport: 'on' })).not.toContain('connected');
      expect(reached).toEqual([]);
    });

    it('opens no connection to a name that stands for an address inside', async () => {
      expect(await attempt('tcp', `db.example:${port}`)).not.toContain('connected');
      expect(reached).toEqual([]);
    });

    it('is connected to what was looked up and checked, however often a name changes its mind', async () => {
      const answers = [1, 2, 3, 4].map(() => attempt('tcp', `rebind.example:${port}`));
      const connected = (await Promise.all(answers)).filter((answer) => answer.includes('connected'));
      expect(connected).toEqual(['200 connected allowed', '200 connected allowed']);
      expect(reached).toEqual(['allowed', 'allowed']);
      // Each was looked up once: nobody asks again once it is checked.
      expect(asked).toBe(4);
    });

    it('gets stand-ins for secrets, which are worth nothing elsewhere', async () => {
      const [token, key] = JSON.parse((await attempt('secrets')).slice(4));
      expect(token).toMatch(/^souk-secret-/);
      expect(key).toBe('the-key-value');
      const headers = { authorization: `Bearer ${token}` };
      const basic = { authorization: `Basic ${btoa(`me:${token}`)}` };
      const echoed = await attempt('headersOf', 'https://good.example/ok', { headers });
      await attempt('fetch', 'https://good.example/basic', { headers: basic });
      await attempt('fetch', 'https://other.example/stolen', { headers });
      await attempt('fetch', 'https://other.example/stolen', { headers: basic });
      expect(seen.map(({ url, headers: { authorization } }) => [url, authorization])).toEqual([
        ['/ok', 'Bearer the-token-value'],
        ['/basic', `Basic ${btoa('me:the-token-value')}`],
        ['/stolen', `Bearer ${token}`],
        ['/stolen', basic.authorization],
      ]);
      expect(echoed).toContain(token);
      expect(echoed).not.toContain('the-token-value');
    });

    it('has no host repeat what was sent to it', async () => {
      const [token] = JSON.parse((await attempt('secrets')).slice(4));
      const init = { method: 'TRACE', headers: { authorization: `Bearer ${token}` } };
      expect(await attempt('fetch', 'https://good.example/', init)).toMatch(/^(418|200 405) /);
      expect(seen).toEqual([]);
    });

    it('leaves no value of a secret in files or logs', async () => {
      await attempt('say');
      await until(
        () => world.local.logged.join(''),
        (text) => text.includes('my key is'),
      );
      expect(world.local.logged.join('')).not.toContain('the-key-value');
      expect(await world.local.filesWith('the-key-value')).toEqual([]);
      expect(await world.local.filesWith('the-token-value')).toEqual([]);
    });

    it('sees no state but its own, and nothing of ours', async () => {
      await world.attemptOf('neighbour', 'put', 'theirs', 'b');
      expect(await attempt('put', 'mine', 'a')).toBe('200 kept');
      expect(await attempt('list')).toBe('200 [{"key":"mine","value":"a"}]');
      expect(await attempt('get', 'theirs')).toBe('200 null');
      expect(await world.attemptOf('neighbour', 'list')).toBe('200 [{"key":"theirs","value":"b"}]');
      expect(await attempt('host')).toBe('200 found ');
    });

    it('records only what is declared, for itself', async () => {
      expect(await attempt('usage', { id: 'x', metric: 'alerts', value: '2' })).toBe('200 ok');
      expect(await attempt('usage', { id: 'x', metric: 'other' })).toMatch(
        /^418 .*declares no metric "other"/,
      );
      expect(await attempt('usage', { id: 'x', metric: 'alerts', value: '-1' })).toMatch(/^418 .*decimal/);
      expect(await attempt('usage', { id: 'y', metric: 'alerts', installation: 'neighbour' })).toBe('200 ok');
      expect(world.local.usage).toEqual([
        { id: 'x', metric: 'alerts', value: '2', installation: 'hostile' },
        { id: 'y', metric: 'alerts', value: '1', installation: 'hostile' },
      ]);
    });

    it('changes nothing of ours when it changes what all objects inherit', async () => {
      await attempt('pollute');
      const { instances } = world.local.driver;
      await until(
        () => instances.get('hostile')?.observation.health,
        (health) => health === 'healthy',
      );
      await world.apply({ egress: [], config: { anew: true } });
      expect(await attempt('put', 'key', 'value')).toBe('200 kept');
      expect(await attempt('get', 'key')).toBe('200 "value"');
    });

    it('is shown to browsers as a page of nobody, with no cookies in either direction', async () => {
      const { headers, text } = await world.local.call('hostile', '/cookie', {
        headers: { cookie: 'session=portal' },
      });
      expect(text).toBe('');
      expect(headers.get('content-security-policy')).toMatch(/^sandbox /);
      expect(headers.get('content-security-policy')).not.toContain('allow-same-origin');
      expect(headers.get('set-cookie')).toBeNull();
      expect(headers.get('clear-site-data')).toBeNull();
    });
  });
}
