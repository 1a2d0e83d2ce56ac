import { around, type ChangeCase } from './change-case.ts';
import { jsonBody } from './changed-api.ts';

const text = { type: 'string' };
const id = { name: 'id', in: 'path', required: true, schema: text };
const limit = { name: 'limit', in: 'query', schema: { type: 'integer' } };
const withLimit = { get: { parameters: [id, limit] } };
const answer = { description: 'One.' };
const GET = '/paths/~1orders~1{id}/get';
const POST = '/paths/~1orders/post';

const schemes = (more: object = {}) => ({
  securitySchemes: {
    oauth: {
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl: 'https://login.example.com/token', scopes: {} } },
    },
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    ...more,
  },
});

/** Changes around the schemas: operations, parameters, bodies, answers, security, servers. */
export const operationCases: readonly ChangeCase[] = [
  around(
    'an operation is removed',
    {},
    { paths: { '/orders': { post: createOrder() } } },
    [`breaking operation-removed ${GET}`],
    {
      root: { tags: [{ name: 'orders' }] },
    },
  ),
  around(
    'a method is removed',
    { paths: { '/orders': { post: createOrder(), get: listOrders() } } },
    { paths: { '/orders': { post: createOrder() } } },
    ['breaking operation-removed /paths/~1orders/get'],
    {
      paths: {
        '/orders': { get: listOrders(), post: createOrder(), delete: { responses: { '204': answer } } },
      },
    },
  ),
  around(
    'a path is renamed',
    { paths: { '/orders': { get: listOrders() } } },
    { paths: { '/order-list': { get: listOrders() } } },
    ['breaking operation-removed /paths/~1orders/get'],
    {
      paths: { '/orders': { get: listOrders() }, '/order-list': { get: listOrders('listThem') } },
    },
  ),
  around(
    'an operationId changes',
    { get: { operationId: 'getOrder' } },
    { get: { operationId: 'readOrder' } },
    [`risky operation-id-changed ${GET}/operationId`],
    { get: { operationId: 'getOrder', summary: 'Get an order' } },
  ),
  around(
    'an operationId goes away',
    {},
    { get: { operationId: undefined } },
    [`risky operation-id-changed ${GET}/operationId`],
    {},
  ),
  around(
    'a query parameter is removed',
    withLimit,
    { get: { parameters: [id] } },
    [`risky parameter-removed ${GET}/parameters`],
    {
      get: { parameters: [limit, id] },
    },
  ),
  around(
    'a parameter is new and required',
    {},
    { get: { parameters: [id, { ...limit, required: true }] } },
    [`breaking parameter-required ${GET}/parameters/1`],
    withLimit,
  ),
  around(
    'a header is new and required',
    {},
    { get: { parameters: [id, { name: 'X-Trace', in: 'header', required: true, schema: text }] } },
    [`breaking parameter-required ${GET}/parameters/1`],
    { get: { parameters: [id, { name: 'X-Trace', in: 'header', schema: text }] } },
  ),
  around(
    'a parameter becomes required',
    withLimit,
    { get: { parameters: [id, { ...limit, required: true }] } },
    [`breaking parameter-required ${GET}/parameters/1/required`],
    { get: { parameters: [id, { ...limit, required: false }] } },
  ),
  around(
    'a parameter moves',
    withLimit,
    { get: { parameters: [id, { ...limit, in: 'header' }] } },
    [`breaking parameter-moved ${GET}/parameters/1`],
    { get: { parameters: [id, limit, { ...limit, in: 'header' }] } },
  ),
  around(
    'a parameter changes its type',
    withLimit,
    { get: { parameters: [id, { ...limit, schema: { type: 'boolean' } }] } },
    [`breaking type-changed ${GET}/parameters/1/schema/type`],
    { get: { parameters: [id, { ...limit, schema: { type: 'number' } }] } },
  ),
  around(
    'a parameter is encoded in another way',
    { get: { parameters: [id, { ...limit, style: 'form', explode: true }] } },
    { get: { parameters: [id, { ...limit, explode: false }] } },
    [`breaking parameter-encoding ${GET}/parameters/1`],
    withLimit,
  ),
  around(
    'a parameter of the path narrows under another name',
    {},
    {
      paths: {
        '/orders/{number}': {
          get: {
            operationId: 'getOrder',
            parameters: [{ ...id, name: 'number', schema: { type: 'string', maxLength: 8 } }],
            responses: { '200': jsonBody('Order'), '404': answer },
          },
        },
        '/orders': { post: createOrder() },
      },
    },
    ['breaking limit-tightened /paths/~1orders~1{number}/get/parameters/0/schema/maxLength'],
    {
      paths: {
        '/orders/{number}': {
          parameters: [{ ...id, name: 'number' }],
          get: { operationId: 'getOrder', responses: { '200': jsonBody('Order'), '404': answer } },
        },
        '/orders': { post: createOrder() },
      },
    },
  ),
  around(
    'a body becomes required',
    {},
    { post: { requestBody: { ...jsonBody('NewOrder'), required: true } } },
    [`breaking body-required ${POST}/requestBody/required`],
    { post: { requestBody: { ...jsonBody('NewOrder'), required: false } } },
  ),
  around(
    'a body is new and required',
    { post: { requestBody: undefined } },
    { post: { requestBody: { ...jsonBody('NewOrder'), required: true } } },
    [`breaking body-required ${POST}/requestBody/required`],
    { post: { requestBody: jsonBody('NewOrder') } },
  ),
  around(
    'a body is no longer read',
    {},
    { post: { requestBody: undefined } },
    [`risky body-removed ${POST}/requestBody`],
    {},
  ),
  around(
    'a media type of a request is removed',
    { post: { requestBody: media('application/json', 'text/csv') } },
    { post: { requestBody: media('application/json') } },
    [`breaking media-type-removed ${POST}/requestBody/content/text~1csv`],
    { post: { requestBody: media('text/*', 'application/json') } },
  ),
  around(
    'a media type of an answer changes',
    { get: { responses: { '200': media('application/json') } } },
    { get: { responses: { '200': media('application/vnd.order+json') } } },
    [`breaking media-type-removed ${GET}/responses/200/content/application~1json`],
    { get: { responses: { '200': media('application/vnd.order+json', '*/*') } } },
  ),
  around(
    'a success changes its code',
    { get: { responses: { '200': answer } } },
    { get: { responses: { '202': answer } } },
    [`breaking response-removed ${GET}/responses/200`],
    {
      get: { responses: { '2XX': answer } },
    },
  ),
  around(
    'a failure is no longer described',
    { get: { responses: { '200': answer, '404': answer } } },
    { get: { responses: { '200': answer } } },
    [`breaking response-removed ${GET}/responses/404`],
    { get: { responses: { '200': answer, default: answer } } },
  ),
  around(
    'a header of an answer is removed',
    { get: { responses: { '200': { ...answer, headers: { ETag: { schema: text } } } } } },
    { get: { responses: { '200': answer } } },
    [`breaking response-header-removed ${GET}/responses/200/headers/etag`],
    {
      get: {
        responses: { '200': { ...answer, headers: { etag: { schema: text }, Age: { schema: text } } } },
      },
    },
  ),
  around(
    'a header of an answer changes its type',
    { get: { responses: { '200': { ...answer, headers: { Age: { schema: { type: 'integer' } } } } } } },
    { get: { responses: { '200': { ...answer, headers: { Age: { schema: text } } } } } },
    [`breaking type-changed ${GET}/responses/200/headers/Age/schema/type`],
    { get: { responses: { '200': { ...answer, headers: { age: { schema: { type: 'integer' } } } } } } },
  ),
  around(
    'a scope is asked for',
    { get: { security: [{ oauth: ['a'] }] } },
    { get: { security: [{ oauth: ['a', 'b'] }] } },
    [`breaking security-tightened ${GET}/security`],
    { get: { security: [{ oauth: [] }] } },
  ),
  around(
    'a scope is replaced for the whole API',
    { security: [{ oauth: ['a'] }] },
    { security: [{ oauth: ['b'] }] },
    [`breaking security-tightened ${GET}/security`, `breaking security-tightened ${POST}/security`],
    { security: [{ oauth: ['a'] }, { oauth: ['b'] }] },
  ),
  around(
    'an open operation asks for credentials',
    { get: { security: [] } },
    { get: { security: [{ oauth: [] }] } },
    [`breaking security-tightened ${GET}/security`],
    { get: { security: [{}] } },
  ),
  around(
    'a way in is closed',
    { components: schemes(), get: { security: [{ oauth: [] }, { key: [] }] } },
    { components: schemes(), get: { security: [{ oauth: [] }] } },
    [`breaking security-tightened ${GET}/security`],
    { components: schemes(), get: { security: [{ key: [] }, { oauth: [] }, {}] } },
  ),
  around(
    'two credentials are needed together',
    { components: schemes(), get: { security: [{ oauth: [] }] } },
    { components: schemes(), get: { security: [{ oauth: [], key: [] }] } },
    [`breaking security-tightened ${GET}/security`],
    { components: schemes({ token: schemes().securitySchemes.oauth }), get: { security: [{ token: [] }] } },
  ),
  around(
    'a key moves to another header',
    { components: schemes(), get: { security: [{ key: [] }] } },
    {
      components: schemes({ key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' } }),
      get: { security: [{ key: [] }] },
    },
    [`breaking security-tightened ${GET}/security`],
    {
      components: schemes({ key: { type: 'apiKey', in: 'header', name: 'x-key' } }),
      get: { security: [{ key: [] }] },
    },
  ),
  around(
    'a server is removed',
    {},
    { servers: [{ url: 'https://api2.example.com/orders' }] },
    ['breaking server-removed /servers'],
    {
      servers: [{ url: 'https://api2.example.com/orders' }, { url: 'https://api.example.com/orders/' }],
    },
  ),
  around(
    'a component is renamed',
    {},
    {
      get: { responses: { '200': jsonBody('Purchase'), '404': answer } },
      components: {
        schemas: {
          Purchase: { type: 'object', properties: { id: text } },
          NewOrder: { type: 'object', properties: { sku: text } },
        },
      },
    },
    ['risky component-removed /components/schemas'],
    { schemas: { Unused: text } },
  ),
  around(
    'a webhook is removed',
    { root: { webhooks: { shipped: { post: webhook({}) } } } },
    {},
    ['breaking operation-removed /webhooks/shipped/post'],
    { root: { webhooks: { shipped: { post: webhook({}) }, lost: { post: webhook({}) } } } },
  ),
  around(
    'a webhook sends less',
    { root: { webhooks: { shipped: { post: webhook({ id: text, at: text }) } } } },
    { root: { webhooks: { shipped: { post: webhook({ id: text }) } } } },
    [
      'breaking property-removed /webhooks/shipped/post/requestBody/content/application~1json/schema/properties/at',
    ],
    { root: { webhooks: { shipped: { post: webhook({ id: text, at: text, by: text }) } } } },
  ),
  around(
    'a callback sends less',
    { post: { callbacks: { done: { '{$request.body#/url}': { post: webhook({ id: text, at: text }) } } } } },
    { post: { callbacks: { done: { '{$request.body#/url}': { post: webhook({ id: text }) } } } } },
    [
      `breaking property-removed ${POST}/callbacks/done/{$request.body#~1url}/post/requestBody/content/application~1json/schema/properties/at`,
    ],
    {
      post: {
        callbacks: { done: { '{$request.body#/url}': { post: webhook({ id: text, at: text, by: text }) } } },
      },
    },
  ),
];

function createOrder(): object {
  return {
    operationId: 'createOrder',
    requestBody: jsonBody('NewOrder'),
    responses: { '201': { description: 'Created.' }, '400': { description: 'Refused.' } },
  };
}

function listOrders(operationId = 'listOrders'): object {
  return { operationId, responses: { '200': answer } };
}

function media(...types: readonly string[]): object {
  return {
    description: 'A body.',
    content: Object.fromEntries(types.map((type) => [type, { schema: text }])),
  };
}

function webhook(properties: object): object {
  return {
    requestBody: { content: { 'application/json': { schema: { type: 'object', properties } } } },
    responses: { '200': answer },
  };
}
