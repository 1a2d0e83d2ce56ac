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
  await running.start();
}, 60_000);
afterAll(async () => {
  await running.close();
  await store.close();
});

const get = async (url: string, headers: Record<string, string> = {}) => running.api.inject({ url, headers });

describe('when a request is wrong', () => {
  const cases: [url: string, code: string, detail: RegExp][] = [
    [
      '/api/v1/entities?onwer=x',
      'unknown-parameter',
      /^There is no parameter "onwer"; did you mean owner\?$/,
    ],
    ['/api/v1/facets?limit=3', 'unknown-parameter', /"limit"/],
    ['/api/v1/status?x=1', 'unknown-parameter', /this takes none/],
    ['/api/v1/entities?limit=0', 'invalid-request', /^"limit" must be >= 1\.$/],
    ['/api/v1/entities?limit=many', 'invalid-request', /"limit" must be integer/],
    ['/api/v1/entities?stage=shiny', 'invalid-request', /"stage" must be proposed, vetted/],
    ['/api/v1/entities?sort=size', 'invalid-request', /"sort" must be relevance, name, -updated or stage/],
    [`/api/v1/entities?q=${'x'.repeat(201)}`, 'invalid-request', /"q"/],
    ['/api/v1/entities?cursor=nonsense', 'invalid-cursor', /Start again without a cursor/],
    ['/api/v1/entities/App/nope', 'entity-not-found', /no App "nope"/],
    ['/api/v1/entities/App/crm/versions/9.9.9', 'version-not-found', /no version "9.9.9" of App\/crm/],
    ['/api/v1/entities/App/nope/versions', 'entity-not-found', /no App "nope"/],
    ['/api/v1/entities/Thing/crm', 'invalid-request', /"kind" must be App, /],
    ['/api/v2/entities', 'not-found', /GET \/api\/v2\/entities/],
    ['/%zz', 'malformed-request', /./],
  ];
  it.each(cases)('explains %s', async (url, code, detail) => {
    const response = await get(url);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(response.json()).toMatchObject({
      code,
      status: response.statusCode,
      detail: expect.stringMatching(detail),
    });
  });

  const methods: [method: 'GET' | 'POST' | 'DELETE' | 'PUT', url: string, allow: string][] = [
    ['POST', '/api/v1/entities', 'GET, HEAD'],
    ['DELETE', '/api/v1/entities/App/crm', 'GET, HEAD'],
    ['GET', '/api/v1/refresh', 'POST'],
    ['PUT', '/hooks/github', 'POST'],
  ];
  it.each(methods)('says what %s %s should have been', async (method, url, allow) => {
    const response = await running.api.inject({ method, url, headers: { host: 'localhost' } });
    expect([response.statusCode, response.headers.allow, response.json().code]).toEqual([
      405,
      allow,
      'method-not-allowed',
    ]);
  });

  it('takes no large body and no strange one', async () => {
    const post = (type: string, payload: string) =>
      running.api.inject({
        method: 'POST',
        url: '/api/v1/refresh',
        payload,
        headers: { host: 'localhost', 'content-type': type },
      });
    expect((await post('application/json', `"${'x'.repeat(70_000)}"`)).json()).toMatchObject({
      code: 'payload-too-large',
      status: 413,
    });
    expect((await post('text/xml', '<a/>')).json()).toMatchObject({
      code: 'unsupported-media-type',
      status: 415,
    });
    expect((await post('application/json', '{')).json()).toMatchObject({
      code: 'malformed-request',
      status: 400,
    });
  });
});

describe('when a page of another origin writes', () => {
  const cases: [name: string, headers: Record<string, string>, status: number][] = [
    ['the command line', { host: '127.0.0.1:7070' }, 202],
    [
      'the portal',
      { host: 'localhost:7070', origin: 'http://localhost:7070', 'sec-fetch-site': 'same-origin' },
      202,
    ],
    ['the portal by IPv6', { host: '[::1]:7070', origin: 'http://[::1]:7070' }, 202],
    ['another site', { host: '127.0.0.1:7070', origin: 'https://evil.example' }, 403],
    ['another port', { host: '127.0.0.1:7070', origin: 'http://127.0.0.1:8080' }, 403],
    ['a form without origin', { host: '127.0.0.1:7070', 'sec-fetch-site': 'cross-site' }, 403],
    ['a sandboxed frame', { host: '127.0.0.1:7070', origin: 'null' }, 403],
    ['a rebound name', { host: 'evil.example:7070', origin: 'http://evil.example:7070' }, 403],
    [
      'a name that only begins like ours',
      { host: '127.0.0.1.evil.example', origin: 'http://127.0.0.1.evil.example' },
      403,
    ],
  ];
  it.each(cases)('treats %s rightly', async (_name, headers, status) => {
    expect((await running.api.inject({ method: 'POST', url: '/api/v1/refresh', headers })).statusCode).toBe(
      status,
    );
  });
});
