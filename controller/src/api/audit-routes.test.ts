import { parseAuditLine } from '@souk/model/audit/parse-audit-line.ts';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendAudit } from '../audit/append-audit.ts';
import type { Store } from '../store/store.ts';
import { borrowMemoryStore } from '../testing/memory-store.ts';
import { addAuditRoutes } from './audit-routes.ts';
import { auditSchemas } from './audit-schemas.ts';
import { sharedSchemas } from './body-schemas.ts';
import { problemOf } from './problem-of.ts';
import { problemDocument } from './problems.ts';

let store: Store;
let api: FastifyInstance;
beforeAll(async () => {
  store = await borrowMemoryStore();
  const entry = (i: number) => ({
    actor: { name: 'Ana' },
    action: 'published',
    subject: `App/${i}`,
    detail: { nested: [{ i }] },
  });
  const now = new Date('2026-11-22T08:00:00Z');
  const items = Array.from({ length: 1_300 }, (_, i) => entry(i));
  await store.db.transaction().execute((db) => appendAudit(db, items, { now }));
  api = fastify({ ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array' } } });
  for (const schema of new Set([...sharedSchemas, ...auditSchemas])) api.addSchema(schema);
  api.setErrorHandler((error, _request, reply) => {
    const document = problemDocument(problemOf(error));
    return reply.code(document.status).type('application/problem+json').send(JSON.stringify(document));
  });
  addAuditRoutes(api, { db: store.db, anchorError: () => 'The remote is away.' });
}, 60_000);
afterAll(async () => {
  await api.close();
  await store.close();
});

const get = (query: string, accept = 'application/json') =>
  api.inject({ url: `/api/v1/audit${query}`, headers: { accept } });

describe('when a page is read', () => {
  it('gives the newest rows and how far the log is vouched for', async () => {
    const body = (await get('?limit=2')).json();
    expect(body).toMatchObject({
      items: [
        { seq: 1_300, actor: { name: 'Ana' }, detail: { nested: [{ i: 1_299 }] } },
        { seq: 1_299, subject: 'App/1298' },
      ],
      nextCursor: '1299',
      log: { rows: 1_300, sealed: 0, anchored: 0, anchorError: 'The remote is away.' },
    });
    expect((await get(`?limit=1&cursor=${body.nextCursor}`)).json().items[0].seq).toBe(1_298);
  });

  it('ends without a cursor', async () => {
    const body = (await get('?subject=App/7&since=2026-11-22T08:00:00Z')).json();
    expect(body.items.map(({ seq }: { seq: number }) => seq)).toEqual([8]);
    expect(body).not.toHaveProperty('nextCursor');
  });

  it.each(['?cursor=0', '?cursor=x', '?limit=501', '?since=yesterday', '?who=ana'])(
    'refuses %s',
    async (query) => {
      expect((await get(query)).statusCode).toBe(400);
    },
  );
});

describe('when all of it is exported', () => {
  it('gives every row as a line', async () => {
    const response = await get('', 'application/x-ndjson');
    expect(response.headers['content-type']).toBe('application/x-ndjson');
    const lines = response.body.trimEnd().split('\n');
    const types = lines.map((line, i) => parseAuditLine(line, i + 1).type);
    expect([types[0], new Set(types.slice(1)), types.length]).toEqual(['log', new Set(['row']), 1_301]);
  });

  it('refuses to export a part', async () => {
    const response = await get('?subject=App/7', 'application/x-ndjson');
    expect(response.json()).toMatchObject({ code: 'invalid-request', errors: [{ at: 'subject' }] });
  });
});
