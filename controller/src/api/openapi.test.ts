import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { anApp, aTeam } from '../testing/catalog-snapshot.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { type RunningApi, runApi } from '../testing/running-api.ts';

interface Parameter {
  readonly name: string;
  readonly description?: string;
  readonly example?: unknown;
  readonly examples?: unknown;
  readonly schema?: { readonly examples?: unknown };
}
interface Operation {
  readonly summary?: string;
  readonly operationId?: string;
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

let store: Store;
let running: RunningApi;
let document: Document;
beforeAll(async () => {
  store = await borrowMemoryStore();
  const manifests = [anApp({ id: 'crm' }), aTeam({ id: 'sales-tools' })];
  running = await runApi({ store, catalog: { commit: 'c1', manifests } });
  await running.start();
  document = (await running.api.inject('/openapi.json')).json();
}, 60_000);
afterAll(async () => {
  await running.close();
  await store.close();
});

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  );

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document) as never);
    expect(errors).toBeUndefined();
    expect([valid, document.openapi]).toEqual([true, '3.1.0']);
  });

  it('holds every route of the API and no other', () => {
    expect(
      operations()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'get /.well-known/jwks.json',
      'get /.well-known/oauth-authorization-server',
      'get /api/v1/audit',
      'get /api/v1/billing/months',
      'get /api/v1/billing/presences',
      'get /api/v1/changes',
      'get /api/v1/costs',
      'get /api/v1/deliveries/{deliveryId}',
      'get /api/v1/entities',
      'get /api/v1/entities/{kind}/{id}',
      'get /api/v1/entities/{kind}/{id}/versions',
      'get /api/v1/entities/{kind}/{id}/versions/{version}',
      'get /api/v1/facets',
      'get /api/v1/installations',
      'get /api/v1/installations/{id}',
      'get /api/v1/payments',
      'get /api/v1/sources',
      'get /api/v1/sources/{id}',
      'get /api/v1/statements',
      'get /api/v1/statements/{id}',
      'get /api/v1/status',
      'get /api/v1/subscriptions/{id}/deliveries',
      'get /api/v1/subscriptions/{id}/state',
      'get /api/v1/usage',
      'get /api/v1/usage/events',
      'get /api/v1/wait',
      'get /healthz',
      'get /metrics',
      'get /readyz',
      'post /api/v1/deliveries/{deliveryId}/replay',
      'post /api/v1/payments/{identifier}/resolution',
      'post /api/v1/refresh',
      'post /api/v1/token',
      'post /api/v1/usage/events',
      'post /hooks/github',
    ]);
  });

  it('describes every operation, parameter and failure', () => {
    for (const { name, operation } of operations()) {
      expect(operation.summary, name).toMatch(/./);
      expect(operation.operationId, name).toMatch(/./);
      expect(Object.keys(operation.responses), name).toContain('5XX');
      for (const { name: parameter, description, schema, example, examples } of operation.parameters ?? []) {
        expect(description, `${name} ${parameter}`).toMatch(/./);
        expect(example ?? schema?.examples ?? examples, `${name} ${parameter}`).toBeDefined();
      }
    }
  });

  const answers: [url: string, path: string, status: string][] = [
    ['/api/v1/entities', '/api/v1/entities', '200'],
    ['/api/v1/facets', '/api/v1/facets', '200'],
    ['/api/v1/entities/App/crm', '/api/v1/entities/{kind}/{id}', '200'],
    ['/api/v1/entities/App/nope', '/api/v1/entities/{kind}/{id}', '404'],
    ['/api/v1/entities/App/crm/versions', '/api/v1/entities/{kind}/{id}/versions', '200'],
    ['/api/v1/entities/App/crm/versions/1.0.0', '/api/v1/entities/{kind}/{id}/versions/{version}', '200'],
    ['/api/v1/changes', '/api/v1/changes', '200'],
    ['/api/v1/changes?since=999', '/api/v1/changes', '410'],
    ['/api/v1/wait?commit=abcdef0&timeout=0', '/api/v1/wait', '202'],
    ['/api/v1/entities?x=1', '/api/v1/entities', '400'],
    ['/api/v1/status', '/api/v1/status', '200'],
    ['/readyz', '/readyz', '200'],
  ];
  it.each(answers)('tells the truth about %s', async (url, path, status) => {
    const response = await running.api.inject(url);
    const type = String(response.headers['content-type']).split(';')[0] ?? '';
    const schema = document.paths[path]?.['get']?.responses[status]?.content?.[type]?.schema;
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    const validate = ajv.compile({ ...schema, components: document.components });
    expect([String(response.statusCode), validate(response.json()), validate.errors]).toEqual([
      status,
      true,
      null,
    ]);
  });
});
