import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { type RunningApi, runApi } from '../testing/running-api.ts';
import { shopFinding, smallShop } from '../testing/small-shop.ts';

let store: Store;
let running: RunningApi;
beforeAll(async () => {
  store = await borrowMemoryStore();
  running = await runApi({ store, catalog: smallShop, findings: [shopFinding] });
}, 60_000);
afterAll(async () => {
  await running.close();
  await store.close();
});

const get = async (url: string, headers: Record<string, string> = {}) => running.api.inject({ url, headers });

describe('when a browser comes', () => {
  const html = { accept: 'text/html,*/*' };

  it('sends strict headers with everything', async () => {
    for (const url of ['/api/v1/status', '/nope', '/']) {
      expect((await get(url)).headers).toMatchObject({
        'content-security-policy':
          "default-src 'self';img-src 'self' data:;object-src 'none';frame-ancestors 'none';base-uri 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    }
  });

  it('says so when the portal is not built', async () => {
    const response = await get('/', html);
    expect([response.statusCode, response.body]).toEqual([
      503,
      expect.stringContaining('npm run build:portal'),
    ]);
  });

  it('answers to no foreign host name on a loopback address, not even reads', async () => {
    const local = await runApi({ store, catalog: smallShop });
    const ask = async (host: string) =>
      (await local.api.inject({ url: '/api/v1/status', headers: { host } })).statusCode;
    expect(
      await Promise.all(['127.0.0.1:7070', 'localhost', '[::1]:7070', 'evil.example.com'].map(ask)),
    ).toEqual([200, 200, 200, 403]);
    await local.close();
  });

  it('serves the portal and its client routes, but never in place of the API', async () => {
    const portalDir = mkdtempSync(join(tmpdir(), 'souk-portal-'));
    mkdirSync(join(portalDir, 'assets'));
    writeFileSync(join(portalDir, 'index.html'), '<title>portal</title>');
    writeFileSync(join(portalDir, 'assets/app-1a2b.js'), 'let x;');
    const built = await runApi({ store, catalog: smallShop, portalDir });
    const ask = async (url: string, headers: Record<string, string> = html) => {
      const { statusCode, headers: sent, body: text } = await built.api.inject({ url, headers });
      return [statusCode, sent['cache-control'], text.slice(0, 20)];
    };
    expect(await ask('/')).toEqual([200, 'no-cache', '<title>portal</title'.slice(0, 20)]);
    expect(await ask('/entities/App/crm')).toEqual([200, 'no-cache', '<title>portal</title'.slice(0, 20)]);
    expect(await ask('/assets/app-1a2b.js')).toEqual([200, 'public, max-age=31536000, immutable', 'let x;']);
    expect((await ask('/assets/gone.js'))[0]).toBe(404);
    expect((await ask('/api/v1/nope'))[0]).toBe(404);
    expect((await ask('/entities', { accept: 'application/json' }))[0]).toBe(404);
    expect((await ask('/..%2f..%2fetc/passwd', {}))[0]).not.toBe(200);
    await built.close();
    rmSync(portalDir, { recursive: true });
  });
});
