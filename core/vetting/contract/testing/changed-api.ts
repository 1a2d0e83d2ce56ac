import type { Documents } from './contracts.ts';

type Json = Readonly<Record<string, unknown>>;

/** A small API whose parts a case replaces. */
export interface ApiParts {
  readonly version?: string;
  readonly servers?: readonly unknown[];
  readonly security?: readonly unknown[];
  readonly paths?: Json;
  /** Fields of `GET /orders/{id}`. */
  readonly get?: Json;
  /** Fields of `POST /orders`. */
  readonly post?: Json;
  readonly schemas?: Json;
  readonly components?: Json;
  readonly root?: Json;
}

/** An OpenAPI document with one operation that answers `Order` and one that takes `NewOrder`. */
export function anApi(parts: ApiParts = {}): Json {
  return {
    openapi: parts.version ?? '3.1.0',
    info: { title: 'Orders', version: '1.4.2' },
    servers: parts.servers ?? [{ url: 'https://api.example.com/orders' }],
    security: parts.security ?? [{ oauth: ['orders:read'] }],
    paths: parts.paths ?? {
      '/orders/{id}': {
        get: {
          operationId: 'getOrder',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
          responses: { '200': jsonBody('Order'), '404': { description: 'None.' } },
          ...parts.get,
        },
      },
      '/orders': {
        post: {
          operationId: 'createOrder',
          requestBody: jsonBody('NewOrder'),
          responses: { '201': { description: 'Created.' }, '400': { description: 'Refused.' } },
          ...parts.post,
        },
      },
    },
    components: {
      securitySchemes: {
        oauth: {
          type: 'oauth2',
          flows: {
            clientCredentials: {
              tokenUrl: 'https://login.example.com/token',
              scopes: { 'orders:read': 'Read.' },
            },
          },
        },
      },
      schemas: {
        Order: { type: 'object', properties: { id: { type: 'string' } } },
        NewOrder: { type: 'object', properties: { sku: { type: 'string' } } },
        ...parts.schemas,
      },
      ...parts.components,
    },
    ...parts.root,
  };
}

export function jsonBody(name: string): Json {
  return {
    description: 'JSON.',
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  };
}

/** The API with other fields in the schema that callers send. */
export function sent(schema: Json): Json {
  return anApi({ schemas: { NewOrder: schema } });
}

/** The API with other fields in the schema that callers receive. */
export function received(schema: Json): Json {
  return anApi({ schemas: { Order: schema } });
}

/** A property `it` of an object. */
export function withIt(it: unknown, more: Json = {}): Json {
  return { type: 'object', properties: { it }, ...more };
}

export function documentsOf(api: unknown): Documents {
  return { 'openapi.yaml': api };
}
