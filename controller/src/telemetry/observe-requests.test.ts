import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentTelemetry } from './create-telemetry.ts';
import { observeRequests } from './observe-requests.ts';
import type { EndedRequest, Telemetry } from './telemetry.ts';

let api: FastifyInstance;
let telemetry: Telemetry;
let ended: EndedRequest[];
beforeEach(async () => {
  ended = [];
  telemetry = { ...silentTelemetry(), requestEnded: (request) => void ended.push(request) };
  api = fastify();
  observeRequests(api, telemetry);
  api.get('/apps/:id', async () => {
    await Promise.resolve();
    return { traceparent: telemetry.tracing.traceparent() ?? 'none' };
  });
  api.get('/fails', async () => {
    throw new Error('no');
  });
});
afterEach(() => api.close());

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('when requests are observed', () => {
  it.each([
    ['by the pattern of its route', '/apps/crm?x=1', { route: '/apps/:id', status: 200 }],
    ['without a route where there is none', '/nowhere/17', { route: undefined, status: 404 }],
    ['a failure too', '/fails', { route: '/fails', status: 500 }],
  ])('measures one %s', async (_name, url, expected) => {
    await api.inject(url);
    expect(ended).toEqual([{ method: 'GET', ...expected, seconds: expect.any(Number) }]);
  });

  it('lets the work of a request know the trace of its caller', async () => {
    const response = await api.inject({ url: '/apps/crm', headers: { traceparent } });
    expect(response.json()).toEqual({ traceparent });
  });

  it('keeps requests that run side by side apart', async () => {
    const [traced, plain] = await Promise.all([
      api.inject({ url: '/apps/a', headers: { traceparent } }),
      api.inject({ url: '/apps/b' }),
    ]);
    expect([traced.json(), plain.json()]).toEqual([{ traceparent }, { traceparent: 'none' }]);
  });
});
