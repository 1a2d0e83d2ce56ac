import { describe, expect, it } from 'vitest';
import { anApi, received, withIt } from './testing/changed-api.ts';
import { anApiApp, aVettedEntry, type Documents } from './testing/contracts.ts';
import { find } from './testing/find.ts';

const text = { type: 'string' };
const nothing: readonly string[] = [];
const openapi = (api: unknown, more: Documents = {}): Documents => ({ 'openapi.yaml': api, ...more });

describe('when a document is judged by itself', () => {
  const cases: readonly (readonly [name: string, documents: Documents, expected: readonly string[]])[] = [
    ['a sound API', openapi(anApi()), nothing],
    ['a sound API of 3.0', openapi(anApi({ version: '3.0.3' })), nothing],
    ['text that does not parse', openapi('openapi: [3'), ['syntax openapi.yaml @11']],
    ['a key that stands twice', openapi('openapi: 3.1.0\nopenapi: 3.1.0\n'), ['syntax openapi.yaml @15']],
    [
      'a JSON Schema instead of an API',
      openapi({ type: 'object' }),
      ['kind manifest /apis/provides/0/openapi'],
    ],
    ['Swagger 2', openapi({ swagger: '2.0' }), ['kind manifest /apis/provides/0/openapi']],
    ['OpenAPI of the future', openapi({ openapi: '4.0.0' }), ['kind manifest /apis/provides/0/openapi']],
    [
      'a field that there is not',
      openapi(anApi({ get: { sumary: 'Get' } })),
      ['structure openapi.yaml /paths/~1orders~1{id}/get/sumary'],
    ],
    [
      'an operation without a name',
      openapi(anApi({ get: { operationId: undefined } })),
      ['operation-id openapi.yaml /paths/~1orders~1{id}/get'],
    ],
    [
      'a name that two operations have',
      openapi(anApi({ post: { operationId: 'getOrder' } })),
      ['operation-id openapi.yaml /paths/~1orders/post/operationId'],
    ],
    [
      'a parameter of the path that is not described',
      openapi(anApi({ get: { parameters: [] } })),
      ['path-parameter openapi.yaml /paths/~1orders~1{id}/get/parameters'],
    ],
    [
      'an operation that describes no failure',
      openapi(anApi({ post: { responses: { '201': { description: 'Created.' } } } })),
      ['error-response openapi.yaml /paths/~1orders/post/responses'],
    ],
    [
      'a habit that the organisation asks for',
      openapi(anApi({ post: { responses: { '400': { description: 'Refused.' } } } })),
      ['warn lint openapi.yaml /paths/~1orders/post/responses'],
    ],
    [
      'an operation that says nothing about security',
      openapi(anApi({ root: { security: undefined } })),
      [
        'security-missing openapi.yaml /paths/~1orders/post',
        'security-missing openapi.yaml /paths/~1orders~1{id}/get',
      ],
    ],
    [
      'a scope that the manifest does not have',
      openapi(anApi({ get: { security: [{ oauth: ['orders:delete'] }] } })),
      ['scope-undeclared openapi.yaml /paths/~1orders~1{id}/get/security'],
    ],
    [
      'a scope that no operation asks for',
      openapi(anApi({ security: [{ oauth: [] }] })),
      ['scope-unused manifest /auth/scopes/0'],
    ],
    [
      'another way in than the manifest says',
      openapi(
        anApi({
          security: [{ oauth: ['orders:read'] }, { key: [] }],
          components: {
            securitySchemes: {
              oauth: { type: 'openIdConnect', openIdConnectUrl: 'https://login.example.com' },
              key: { type: 'apiKey', in: 'query', name: 'key' },
            },
          },
        }),
      ),
      ['security-mismatch openapi.yaml /security'],
    ],
    [
      'servers of its author',
      openapi(
        anApi({
          servers: [
            { url: 'http://localhost:8080' },
            { url: 'https://192.168.0.7/api' },
            { url: 'https://[::1]/api' },
            { url: 'http://api.example.com' },
            { url: 'https://{region}.example.com', variables: { region: { default: 'eu' } } },
            { url: '/orders' },
          ],
        }),
      ),
      [0, 1, 2, 3].map((i) => `server openapi.yaml /servers/${i}/url`),
    ],
    [
      'a pattern that is none',
      openapi(received(withIt({ type: 'string', pattern: '([a-z' }))),
      ['pattern openapi.yaml /components/schemas/Order/properties/it/pattern'],
    ],
    [
      'an example of the wrong type',
      openapi(anApi({ get: { responses: { '200': example({ id: 7 }), '404': { description: 'None.' } } } })),
      ['example openapi.yaml /paths/~1orders~1{id}/get/responses/200/content/application~1json/example/id'],
    ],
    [
      'an example that violates the second of two patterns',
      openapi(
        received({
          type: 'object',
          properties: { a: { ...text, pattern: '^a' }, b: { ...text, pattern: '^b' } },
          example: { a: 'a', b: 'a' },
        }),
      ),
      ['example openapi.yaml /components/schemas/Order/example/b'],
    ],
    [
      'a default out of its limits',
      openapi(received(withIt({ type: 'integer', maximum: 9, default: 10 }))),
      ['example openapi.yaml /components/schemas/Order/properties/it/default'],
    ],
    [
      'null in an example of 3.0',
      openapi(
        anApi({
          version: '3.0.3',
          schemas: { Order: withIt({ ...text, nullable: true, example: null }, { example: { it: null } }) },
        }),
      ),
      nothing,
    ],
    [
      'an example without what is only sent',
      openapi(received(withIt({ ...text, writeOnly: true }, { required: ['it'], example: {} }))),
      nothing,
    ],
    [
      'an example that is too large',
      openapi(received({ type: 'array', items: {}, example: Array.from({ length: 3000 }, () => 1) })),
      ['example-unchecked openapi.yaml /components/schemas/Order/example'],
    ],
  ];

  it.each(cases)('%s', async (_, documents, expected) => {
    expect(await find(aVettedEntry(anApiApp(), documents))).toEqual(expected);
  });

  it('compares the version with that of the manifest', async () => {
    const apis = { provides: [{ name: 'orders', openapi: './openapi.yaml', version: '2.0.0' }] };
    expect(await find(aVettedEntry(anApiApp({ apis }), openapi(anApi())))).toEqual([
      'api-version openapi.yaml /info/version',
    ]);
  });

  it('refuses credentials that the manifest says are not needed', async () => {
    expect(
      await find(
        aVettedEntry(anApiApp({ auth: { type: 'none' } }), openapi(anApi({ security: [{ oauth: [] }] }))),
      ),
    ).toEqual(['security-mismatch openapi.yaml /security']);
  });
});

function example(value: unknown): object {
  return {
    description: 'One.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' }, example: value } },
  };
}
