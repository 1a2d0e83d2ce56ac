import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Readiness } from '../health/assess-readiness.ts';
import { sharedSchemas } from './body-schemas.ts';
import { addHealthRoutes } from './health-routes.ts';
import { healthSchemas } from './health-schemas.ts';
import { addMetricsRoutes } from './metrics-routes.ts';
import { problemOf } from './problem-of.ts';
import { problemDocument } from './problems.ts';

let api: FastifyInstance;
let readiness: Readiness;
beforeEach(() => {
  api = fastify();
  for (const schema of new Set([...sharedSchemas, ...healthSchemas])) api.addSchema(schema);
  api.setErrorHandler((error, _request, reply) => {
    const document = problemDocument(problemOf(error));
    return reply.code(document.status).type('application/problem+json').send(JSON.stringify(document));
  });
  addHealthRoutes(api, { readiness: async () => readiness });
  addMetricsRoutes(api, { renderMetrics: async () => 'souk_leader 1\n' });
});
afterEach(() => api.close());

describe('/readyz', () => {
  it('shows every check when requests may come', async () => {
    const checks = [{ name: 'source', status: 'warn', detail: 'Away.' }] as const;
    readiness = { ready: true, checks };
    expect((await api.inject('/readyz')).json()).toEqual({ status: 'ok', checks });
  });

  it('refuses with what is missing, and nothing else', async () => {
    readiness = {
      ready: false,
      checks: [
        { name: 'database', status: 'pass', detail: 'It answers.' },
        { name: 'catalog', status: 'fail', detail: 'No catalog has been read yet.' },
      ],
    };
    const response = await api.inject('/readyz');
    expect(response.statusCode).toBe(503);
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({
      code: 'not-ready',
      detail: 'No catalog has been read yet.',
      errors: [{ at: 'catalog', message: 'No catalog has been read yet.' }],
    });
  });
});

describe('/healthz', () => {
  it('answers whatever else is wrong', async () => {
    readiness = { ready: false, checks: [] };
    expect((await api.inject('/healthz')).json()).toEqual({ status: 'ok' });
  });
});

describe('/metrics', () => {
  it('speaks the format of Prometheus, and is not remembered', async () => {
    const response = await api.inject('/metrics');
    expect([response.body, response.headers['content-type'], response.headers['cache-control']]).toEqual([
      'souk_leader 1\n',
      'text/plain; version=0.0.4; charset=utf-8',
      'no-store',
    ]);
  });
});
