import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesOf } from './document/json-value.ts';
import { anApi } from './testing/changed-api.ts';
import { changesBetween, harmsBetween } from './testing/compare-documents.ts';
import { api, apiParts, reorder } from './testing/generate-api.ts';

const document = (value: unknown) => ({ 'openapi.yaml': value });
const added = { description: 'New.', type: 'string' };

describe('when any API is compared', () => {
  it('does not differ from itself', () => {
    fc.assert(
      fc.property(api, (value) => {
        expect(changesBetween(document(value), document(value))).toEqual([]);
      }),
    );
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(api, (value) => {
        expect(changesBetween(document(value), document(reorder(value)))).toEqual([]);
      }),
    );
  });

  it('harms nobody by an optional property of an answer, and harms by taking it back', () => {
    fc.assert(
      fc.property(apiParts, ({ schemas }) => {
        const more = {
          ...schemas,
          Answer: { type: 'object', properties: { was: { $ref: '#/components/schemas/Order' }, added } },
        };
        const less = {
          ...schemas,
          Answer: { type: 'object', properties: { was: { $ref: '#/components/schemas/Order' } } },
        };
        const get = {
          responses: {
            '200': {
              description: 'One.',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } },
            },
          },
        };
        const [before, after] = [less, more].map((all) => document(anApi({ schemas: all, get })));
        if (before === undefined || after === undefined) return;
        expect(harmsBetween(before, after)).toEqual([]);
        expect(harmsBetween(after, before)).toEqual([
          'breaking property-removed /components/schemas/Answer/properties/added',
        ]);
      }),
    );
  });

  it('harms nobody by a new operation, and harms by taking it back', () => {
    fc.assert(
      fc.property(apiParts, (parts) => {
        const before = anApi(parts);
        const operation = { operationId: 'more', responses: { '200': { description: 'Done.' } } };
        const after = {
          ...before,
          paths: Object.fromEntries([...entriesOf(before['paths']), ['/more', { get: operation }]]),
        };
        expect(harmsBetween(document(before), document(after))).toEqual([]);
        expect(harmsBetween(document(after), document(before))).toEqual([
          'breaking operation-removed /paths/~1more/get',
        ]);
      }),
    );
  });

  it('mirrors: what is narrower one way is wider the other way', () => {
    fc.assert(
      fc.property(api, api, (one, other) => {
        const there = changesBetween(document(one), document(other));
        const back = changesBetween(document(other), document(one));
        expect(there.length === 0).toBe(back.length === 0);
      }),
    );
  });
});

describe('when an API is written in the other version of OpenAPI', () => {
  const schemas30 = {
    Order: {
      type: 'object',
      properties: {
        note: { type: 'string', nullable: true },
        state: { type: 'string', nullable: true, enum: ['open', 'done', null] },
        weight: { type: 'number', minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
        parent: { nullable: true, allOf: [{ $ref: '#/components/schemas/NewOrder' }] },
        photo: { type: 'string', format: 'byte' },
        scan: { type: 'string', format: 'binary' },
        part: { $ref: '#/components/schemas/NewOrder' },
      },
    },
  };
  const schemas31 = {
    Order: {
      type: 'object',
      properties: {
        note: { type: ['string', 'null'] },
        state: { type: ['string', 'null'], enum: ['open', 'done', null] },
        weight: { type: 'number', exclusiveMinimum: 0, maximum: 9 },
        parent: { oneOf: [{ $ref: '#/components/schemas/NewOrder' }, { type: 'null' }] },
        photo: { type: 'string', contentEncoding: 'base64' },
        scan: { type: 'string', contentMediaType: 'application/octet-stream' },
        part: { $ref: '#/components/schemas/NewOrder', description: 'The part.' },
      },
    },
  };
  const old = document(anApi({ version: '3.0.3', schemas: schemas30 }));
  const modern = document(anApi({ version: '3.1.0', schemas: schemas31 }));

  it('sees no change in an upgrade, and none in the way back', () => {
    expect(changesBetween(old, modern)).toEqual([]);
    expect(changesBetween(modern, old)).toEqual([]);
  });

  it('sees what the upgrade changed beside the version', () => {
    const { note: _, ...rest } = schemas31.Order.properties;
    const changed = document(anApi({ schemas: { Order: { type: 'object', properties: rest } } }));
    expect(harmsBetween(old, changed)).toEqual([
      'breaking property-removed /components/schemas/Order/properties/note',
    ]);
  });
});

describe('when an API is large', () => {
  const large = (item: unknown) => {
    const paths = Object.fromEntries(
      Array.from({ length: 250 }, (_, i) => [
        `/things-${i}`,
        {
          get: { operationId: `get${i}`, responses: { '200': body(`Thing${i}`) } },
          post: {
            operationId: `post${i}`,
            requestBody: body(`Thing${i}`),
            responses: { '201': body('Shared') },
          },
        },
      ]),
    );
    const things = Object.fromEntries(
      Array.from({ length: 250 }, (_, i) => [
        `Thing${i}`,
        { type: 'object', properties: { next: ref(`Thing${(i + 1) % 250}`), shared: ref('Shared') } },
      ]),
    );
    return document(
      anApi({ paths, schemas: { ...things, Shared: { type: 'object', properties: { item } } } }),
    );
  };

  it('tells a change of a shared schema once for each direction, with all 500 operations', () => {
    const changes = changesBetween(large({ type: 'string' }), large({ type: 'integer' }));
    expect(changes.map(({ rule, users }) => [rule, users.length])).toEqual([
      ['contract/type-changed', 250],
      ['contract/type-changed', 500],
    ]);
  });
});

function ref(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

function body(name: string): object {
  return { description: 'JSON.', content: { 'application/json': { schema: ref(name) } } };
}
