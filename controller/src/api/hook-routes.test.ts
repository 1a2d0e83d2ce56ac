import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { type RunningApi, runApi } from '../testing/running-api.ts';

const secret = 'a secret of the tests';
const push = JSON.stringify({ ref: 'refs/heads/main', repository: { full_name: 'acme/catalog' } });

let store: Store;
let running: RunningApi;
let asked = 0;
beforeAll(async () => {
  store = await borrowMemoryStore();
  const requestRefresh = async () => {
    asked++;
  };
  running = await runApi({ store, catalog: {}, ports: { webhookSecret: secret, requestRefresh } });
}, 60_000);
afterAll(async () => {
  await running.close();
  await store.close();
});
/** Each test begins after the gap that the one before has opened. */
beforeEach(async () => {
  running.clock.advance(1_000);
  await expect.poll(() => running.clock.sleeping).toBe(0);
  asked = 0;
});

const sign = (body: string | Buffer, by = secret): string =>
  `sha256=${createHmac('sha256', by).update(body).digest('hex')}`;
const send = (payload: string | Buffer, headers: Record<string, string> = {}) =>
  running.api.inject({
    method: 'POST',
    url: '/hooks/github',
    payload,
    headers: {
      host: 'localhost',
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-hub-signature-256': sign(payload),
      ...headers,
    },
  });

describe('when a webhook is signed', () => {
  const form = (ref: string) => new URLSearchParams({ payload: JSON.stringify({ ref }) }).toString();
  const cases: [name: string, body: string, headers: Record<string, string>, status: number][] = [
    ['a push to the branch', push, {}, 202],
    ['one as a form', form('refs/heads/main'), { 'content-type': 'application/x-www-form-urlencoded' }, 202],
    ['one that deletes the branch', JSON.stringify({ ref: 'refs/heads/main', deleted: true }), {}, 202],
    ['one that can not be understood', 'x', {}, 202],
    ['a push to another branch', JSON.stringify({ ref: 'refs/heads/mainly' }), {}, 204],
    ['a tag', form('refs/tags/main'), {}, 204],
    ['a ping', '{"zen":"Keep it logically awesome."}', { 'x-github-event': 'ping' }, 204],
    ['another event', push, { 'x-github-event': 'issues' }, 204],
    ['one over a megabyte, which is not looked into', `{"ref":"x","y":"${'y'.repeat(1_100_000)}"}`, {}, 202],
  ];
  it.each(cases)('answers %s', async (_name, body, headers, status) => {
    expect((await send(body, headers)).statusCode).toBe(status);
    expect(asked).toBe(status === 202 ? 1 : 0);
  });

  it('refuses more than GitHub sends', async () => {
    expect((await send(Buffer.alloc(25 * 1_024 * 1_024 + 1, 'x'))).json()).toMatchObject({
      code: 'payload-too-large',
    });
    expect(asked).toBe(0);
  });

  it('asks no more than a few times for many of them', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => send(push)));
    expect(answers.every(({ statusCode }) => statusCode === 202)).toBe(true);
    expect(asked).toBe(20);
    running.clock.advance(1_000);
    await expect.poll(() => asked).toBe(21);
  });
});

describe('when a webhook is not signed as it should be', () => {
  const cases: [name: string, signature: string][] = [
    ['nothing', ''],
    ['another secret', sign(push, 'another')],
    ['another body', sign(`${push} `)],
    ['the older kind of signature', sign(push).replace('sha256', 'sha1')],
    ['too few digits', sign(push).slice(0, -2)],
    ['no digits', `sha256=${'x'.repeat(64)}`],
    ['two of them', `${sign(push)}, ${sign(push)}`],
  ];
  it.each(cases)('refuses %s', async (_name, signature) => {
    const response = await send(push, { 'x-hub-signature-256': signature });
    expect(response.json()).toMatchObject({ status: 401, code: 'invalid-signature' });
    expect(asked).toBe(0);
  });

  it('is not there without a secret', async () => {
    const bare = await runApi({ store, catalog: {} });
    const response = await bare.api.inject({
      method: 'POST',
      url: '/hooks/github',
      headers: { host: 'localhost', 'x-hub-signature-256': sign('', '') },
    });
    expect([response.statusCode, response.json().code]).toEqual([404, 'not-found']);
    await bare.close();
  });
});
