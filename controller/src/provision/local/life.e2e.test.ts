import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Instance } from '@souk/model/installation/instance.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../../testing/until.ts';
import { anInstance } from '../testing/an-instance.ts';
import type { SecretLeases } from './local-ports.ts';
import type { TokenSource } from './resolve-secrets.ts';
import { confinements } from './testing/confinements.ts';
import { LocalWorld, serve } from './testing/local-world.ts';

const folder = 'connectors/crm-slack-alerts/';
const answering = (version: string): string => `
  let runs = 0;
  export default {
    async fetch(request, env) {
      const { pathname, host, searchParams } = new URL(request.url);
      if (pathname === '/slow') { await scheduler.wait(Number(searchParams.get('ms'))); return new Response('slow'); }
      if (pathname === '/count') {
        const count = ((await env.STATE.get('count')) ?? 0) + 1;
        await env.STATE.put('count', count);
        return new Response(String(count));
      }
      if (pathname === '/host') return new Response(host);
      if (pathname === '/key') return new Response(env.KEY.length + ' ' + [...env.KEY].toReversed().join(''));
      if (pathname === '/who') {
        const answer = await fetch('http://' + searchParams.get('host') + '/', { headers: { authorization: 'Bearer ' + env.IDENTITY } });
        return Response.json([env.IDENTITY.startsWith('souk-secret-'), answer.status, await answer.text()]);
      }
      if (pathname === '/runs') return new Response(JSON.stringify(await env.STATE.list({ prefix: 'run-' })));
      if (pathname === '/expire') {
        await env.STATE.put('brief', 1, { ttlSeconds: 0.01 });
        await scheduler.wait(30);
        return Response.json([await env.STATE.get('brief') ?? null, await env.STATE.putIfAbsent('brief', 2), await env.STATE.putIfAbsent('brief', 3)]);
      }
      return new Response('${version}');
    },
    async scheduled(event, env) {
      runs += 1;
      await env.STATE.put('run-' + runs + '-begun', { cron: event.cron, at: event.scheduledTime });
      await scheduler.wait(1500);
      await env.STATE.put('run-' + runs + '-ended', 0);
    },
  };`;
const files = {
  [`${folder}main.js`]: answering('one'),
  [`${folder}next.js`]: answering('two'),
  [`${folder}broken.js`]: 'throw new Error("it is broken"); export default {};',
  [`${folder}endless.js`]: `export default { fetch: () => new Response('here'), scheduled: () => new Promise(() => setInterval(() => {}, 100)) };`,
  [`${folder}package.js`]: `import 'lodash';`,
};
const runs = (entry: string, parts: Partial<Instance['runtime']> = {}): Instance['runtime'] => ({
  ...{ type: 'function', entry },
  ...parts,
});
const never = new AbortController().signal;

for (const confinement of confinements()) {
  describe(`an instance of the local driver (${confinement})`, () => {
    let world: LocalWorld;
    const secrets: Record<string, string> = {};
    const instance = (parts: Partial<Instance> = {}): Instance =>
      anInstance({ runtime: runs('main.js'), ...parts });
    const text = async (path: string): Promise<string> => (await world.call('lead-alerts', path)).text;

    beforeEach(async () => {
      secrets['env:SOUK_SECRET_KEY'] = 'first-value';
      world = await LocalWorld.open({ confinement, files, secrets });
      await world.start();
    });
    afterEach(() => world.close());

    it('is called below its name, by its name', async () => {
      await world.driver.apply(instance(), never);
      expect(await text('/')).toBe('one');
      expect(await text('')).toBe('one');
      expect(await text('?a=b')).toBe('one');
      expect(await text('/host')).toBe('lead-alerts');
      for (const path of ['/other/', '/', '/../etc/passwd', '/lead-alerts%2f', '/LEAD-ALERTS/']) {
        const { status, headers } = await fetch((await world.gatewayUrl()) + path);
        expect([path, status, headers.get('content-type')]).toEqual([path, 404, 'application/problem+json']);
      }
    });

    it('remembers what it kept, over restarts and versions, and nothing once it was taken down', async () => {
      await world.driver.apply(instance(), never);
      expect(await text('/count')).toBe('1');
      await world.driver.apply(instance({ runtime: runs('next.js') }), never);
      expect(await text('/count')).toBe('2');
      await world.start();
      await world.driver.apply(instance(), never);
      expect(await text('/count')).toBe('3');
      expect(await text('/expire')).toBe('[null,true,false]');
      await world.driver.remove('lead-alerts', never);
      expect(existsSync(`${world.folder}/lead-alerts`)).toBe(false);
      await world.driver.apply(instance(), never);
      expect(await text('/count')).toBe('1');
    });

    it('is somebody to whom its operator names, and to nobody else', async () => {
      const echo = await serve((incoming, outgoing) => outgoing.end(incoming.headers.authorization));
      const routes = new Map(['api.example', 'other.example'].map((host) => [host, new URL(echo.url)]));
      const tokens: TokenSource = {
        resources: ['http://api.example'],
        mint: async (id, resource) => `token-of-${id}-for-${resource}`,
      };
      const own = await LocalWorld.open({ confinement, files, secrets, routes, tokens });
      try {
        await own.start();
        await own.driver.apply(instance({ egress: ['api.example:80', 'other.example:80'] }), never);
        const ask = async (host: string) =>
          JSON.parse((await own.call('lead-alerts', `/who?host=${host}`)).text);
        expect(await ask('api.example')).toEqual([
          ...[true, 200, 'Bearer token-of-lead-alerts-for-http://api.example'],
        ]);
        expect(await ask('other.example')).toEqual([
          ...[true, 200, expect.stringMatching(/^Bearer souk-secret-[0-9a-f]{32}$/)],
        ]);
      } finally {
        await own.close();
        await echo.close();
      }
    });

    it('keeps leases of what it uses alone, and begins anew with those that have changed', async () => {
      const kept: [string, readonly string[]][] = [];
      let changed: (user: string) => void = () => {};
      const leases: SecretLeases = {
        keepOnly: async (...lease) => void kept.push(lease),
        subscribe: (listener) => {
          changed = listener;
          return () => {};
        },
      };
      const own = await LocalWorld.open({ confinement, files, secrets, leases });
      const KEY = { name: 'KEY', reference: 'env:SOUK_SECRET_KEY', exposed: true, hosts: [] };
      try {
        const driver = await own.start();
        const told: string[] = [];
        driver.subscribe?.((id) => told.push(id));
        await driver.apply(instance({ secrets: [KEY] }), never);
        secrets['env:SOUK_SECRET_KEY'] = 'second-value';
        changed('Installation/lead-alerts');
        expect(told).toContain('lead-alerts');
        expect(await driver.observe(instance({ secrets: [KEY] }), never)).toMatchObject({
          drift: ['the value of the secret KEY'],
        });
        await driver.apply(instance({ suspended: true, secrets: [KEY] }), never);
        await driver.remove('lead-alerts', never);
        expect(kept).toEqual([
          ['Installation/lead-alerts', ['env:SOUK_SECRET_KEY']],
          ['Installation/lead-alerts', []],
          ['Installation/lead-alerts', []],
        ]);
      } finally {
        await own.close();
      }
    });

    it('keeps its user to itself after a new start, also while it stands still', async () => {
      await world.driver.apply(instance({ id: 'first' }), never);
      const owner = () => statSync(join(world.folder, 'first/state')).uid;
      const before = owner();
      await world.start();
      await world.driver.apply(instance({ id: 'first', suspended: true }), never);
      await world.driver.apply(instance({ id: 'second' }), never);
      expect(owner()).toBe(before);
      const isShared = statSync(join(world.folder, 'second/state')).uid === before;
      expect(isShared).toBe(world.driver.sandbox.firstUser === undefined);
    });

    it('is ended when a scheduled run takes too long, so that no two of them run at once', async () => {
      const runtime = runs('endless.js', { schedule: '* * * * * *', resources: { timeout: '1s' } });
      await world.driver.apply(instance({ runtime }), never);
      await until(
        () => world.logged.join(''),
        (text) => text.includes('Its scheduled run took longer than 1000 ms.'),
        15_000,
      );
    });

    it('says that it can not be run before it says that a secret is missing', async () => {
      const secret = { name: 'KEY', reference: 'env:SOUK_SECRET_NONE', exposed: false, hosts: [] };
      const runtime = { type: 'container' } as const;
      await expect(world.driver.apply(instance({ runtime, secrets: [secret] }), never)).rejects.toMatchObject(
        {
          code: 'invalid',
        },
      );
    });

    it('becomes another version without a call that fails, and ends the calls of the one before', async () => {
      await world.driver.apply(instance(), never);
      const seen: string[] = [];
      const slow = text('/slow?ms=700').then((answer) => seen.push(answer));
      const over = new AbortController();
      const calling = (async () => {
        while (!over.signal.aborted) {
          const { status, text: answer } = await world.call('lead-alerts', '/');
          seen.push(`${status} ${answer}`);
        }
      })();
      await until(
        () => seen.length,
        (count) => count > 0,
      );
      await world.driver.apply(instance({ runtime: runs('next.js') }), never);
      await until(
        () => seen,
        (answers) => answers.includes('200 two'),
      );
      over.abort();
      await calling;
      await slow;
      expect(new Set(seen)).toEqual(new Set(['200 one', 'slow', '200 two']));
      // None of the next is let in while the last of the one before is there.
      expect(seen.indexOf('slow')).toBeLessThan(seen.indexOf('200 two'));
    });

    it.each<[string, Instance['runtime'], RegExp]>([
      ['does not start', runs('broken.js'), /does not start: .*it is broken/s],
      ['needs a package', runs('package.js'), /package\.js:1 imports "lodash"/],
      ['is not there', runs('gone.js'), /gone\.js, which is not beside/],
      [
        'wants too much',
        runs('next.js', { resources: { memory: '64Gi' } }),
        /memory is "64Gi"; expected 4Gi/,
      ],
      ['is of another kind', { type: 'container' } as Instance['runtime'], /Another driver has to be named/],
    ])('goes on as it is when the next version %s', async (_, runtime, message) => {
      await world.driver.apply(instance(), never);
      const next = instance({ runtime });
      await expect(world.driver.apply(next, never)).rejects.toMatchObject({
        name: 'DriverError',
        code: 'invalid',
        message: expect.stringMatching(message),
      });
      expect(await text('/')).toBe('one');
      expect((await world.driver.observe(next, never)).drift).toEqual(['what runs']);
      expect(await text('/count')).toBe('1');
    });

    it('has a secret that can not be read said by its reference', async () => {
      const secret = { name: 'KEY', reference: 'env:SOUK_SECRET_NONE', exposed: true, hosts: [] };
      await expect(world.driver.apply(instance({ secrets: [secret] }), never)).rejects.toMatchObject({
        code: 'secret',
        message: 'env:SOUK_SECRET_NONE is not there.',
      });
    });

    it('is made anew when a value that it holds has changed', async () => {
      const secret = { name: 'KEY', reference: 'env:SOUK_SECRET_KEY', exposed: true, hosts: [] };
      const value = instance({ secrets: [secret] });
      await world.driver.apply(value, never);
      expect(await text('/key')).toBe('11 eulav-tsrif');
      secrets['env:SOUK_SECRET_KEY'] = 'second-value';
      expect((await world.driver.observe(value, never)).drift).toEqual(['the value of the secret KEY']);
      await world.driver.apply(value, never);
      expect(await text('/key')).toBe('12 eulav-dnoces');
      expect((await world.driver.observe(value, never)).drift).toEqual([]);
    });

    it('is called at its times, and never while the call before goes on', async () => {
      await world.driver.apply(instance({ runtime: runs('main.js', { schedule: '* * * * * *' }) }), never);
      const kept = await until(
        async () => JSON.parse(await text('/runs')) as { key: string; value: { cron: string; at: number } }[],
        (entries) => entries.some(({ key }) => key === 'run-2-ended'),
      );
      expect(kept[0]).toMatchObject({ key: 'run-1-begun', value: { cron: '* * * * * *' } });
      const [first, second] = ['run-1-begun', 'run-2-begun'].map(
        (name) => kept.find(({ key }) => key === name)?.value.at ?? 0,
      );
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_500);
    });

    it('ends with the process that runs it, however that ends, and leaves nothing behind', async () => {
      await world.driver.close?.();
      const owner = spawnOwner(world.folder, confinement);
      try {
        await until(
          () => world.pidOf('lead-alerts'),
          (pid) => pid !== undefined,
        );
        const pid = (await world.pidOf('lead-alerts')) ?? 0;
        await owner.ready;
        expect(isAlive(pid)).toBe(true);
        owner.child.kill('SIGKILL');
        await until(
          () => isAlive(pid),
          (alive) => !alive,
        );
      } finally {
        owner.child.kill('SIGKILL');
      }
      const left = await world.runFolder();
      expect(existsSync(left)).toBe(true);
      const driver = await world.start();
      expect(existsSync(left)).toBe(false);
      expect(await driver.list(never)).toEqual(['lead-alerts']);
      expect((await driver.observe(instance(), never)).drift).toEqual(['that it does not run']);
    });

    it('runs where nobody else is let into the folder that its controller was started in', async () => {
      const closed = mkdtempSync(join(tmpdir(), 'souk-closed-'));
      const { child, ready } = spawnOwner(world.folder, confinement, closed);
      await ready;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      rmSync(closed, { recursive: true });
    });
  });
}

/** A process of its own that runs the instance until it is killed. */
function spawnOwner(
  dataFolder: string,
  confinement: string,
  cwd = process.cwd(),
): { child: ChildProcess; ready: Promise<void> } {
  const path = fileURLToPath(new URL('./testing/own-instance.ts', import.meta.url));
  const child = spawn(process.execPath, [path, dataFolder, confinement], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd,
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', () => reject(new Error('It ended before it ran.')));
  });
  return { child, ready };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
