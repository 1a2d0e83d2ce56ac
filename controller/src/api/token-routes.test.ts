import fastifyRateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance } from 'fastify';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CRM_API, type IdentityWorld, openIdentityWorld, SOUK } from '../identity/testing/identity-world.ts';
import { sharedSchemas } from './body-schemas.ts';
import { problemOf } from './problem-of.ts';
import { problemDocument } from './problems.ts';
import { addTokenRoutes, type TokenRoutePorts } from './token-routes.ts';
import { tokenSchemas } from './token-schemas.ts';

let world: IdentityWorld;
let api: FastifyInstance;
beforeAll(async () => {
  world = await openIdentityWorld();
  api = await serve({ identity: await world.open() });
});
afterAll(async () => {
  await api.close();
  await world.close();
});

async function serve(ports: TokenRoutePorts): Promise<FastifyInstance> {
  const server = fastify({ bodyLimit: 64 * 1_024 });
  await server.register(fastifyRateLimit, { global: false });
  server.setErrorHandler((error, _request, reply) => {
    const document = problemDocument(problemOf(error));
    return reply.code(document.status).send(document);
  });
  for (const schema of [...sharedSchemas, ...tokenSchemas]) server.addSchema(schema);
  await addTokenRoutes(server, ports);
  await server.ready();
  return server;
}

const form = async (change: Record<string, string> = {}): Promise<string> =>
  new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: await world.workloadToken(),
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    ...change,
  }).toString();
const post = (payload: string, type = 'application/x-www-form-urlencoded', to = api) =>
  to.inject({ method: 'POST', url: '/api/v1/token', payload, headers: { 'content-type': type } });

describe('when a workload asks for a token over HTTP', () => {
  it('gets one that whoever reads the keys believes', async () => {
    const response = await post(await form({ resource: CRM_API, scope: 'crm:leads:read' }));
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
    const { access_token, ...rest } = response.json();
    expect(rest).toEqual({
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      ...{ token_type: 'Bearer', expires_in: 900, scope: 'crm:leads:read' },
    });
    const keys = createLocalJWKSet((await api.inject('/.well-known/jwks.json')).json());
    const options = { issuer: SOUK, audience: CRM_API, currentDate: world.clock.now() };
    const { payload } = await jwtVerify(access_token, keys, options);
    expect(payload.sub).toBe('souk:installation:crm-emea');
  });

  it.each<[string, Record<string, string>, string]>([
    ['another kind of grant', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['a token that is none', { subject_token: 'x' }, 'invalid_request'],
    ['a scope that it has not', { scope: 'crm:admin' }, 'invalid_scope'],
    ['a resource that is not listed', { resource: 'https://evil.example' }, 'invalid_target'],
  ])('is refused %s as RFC 6749 says it', async (_name, change, error) => {
    const response = await post(await form(change));
    expect([response.statusCode, response.headers['cache-control']]).toEqual([400, 'no-store']);
    expect(response.json()).toEqual({ error, error_description: expect.stringMatching(/\.$/) });
  });

  it('is refused when it sends nothing', async () => {
    const response = await api.inject({ method: 'POST', url: '/api/v1/token' });
    expect(response.json()).toMatchObject({ error: 'invalid_request' });
  });

  it('is refused another form than that of RFC 6749', async () => {
    expect((await post('{}', 'application/json')).json()).toMatchObject({ code: 'unsupported-media-type' });
  });

  it('is refused a token in the address, where logs would keep it', async () => {
    const response = await api.inject({ method: 'POST', url: `/api/v1/token?${await form()}` });
    expect(response.statusCode).toBe(400);
    expect(response.body).not.toContain('access_token');
  });

  it('is refused a body that is too large', async () => {
    expect((await post('x'.repeat(65 * 1_024))).json()).toMatchObject({ code: 'payload-too-large' });
  });
});

describe('when somebody looks for the keys', () => {
  it('finds where they are', async () => {
    const metadata = (await api.inject('/.well-known/oauth-authorization-server')).json();
    expect(metadata).toMatchObject({
      issuer: SOUK,
      token_endpoint: `${SOUK}/api/v1/token`,
      jwks_uri: `${SOUK}/.well-known/jwks.json`,
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:token-exchange'],
    });
  });

  it('finds what is public of them', async () => {
    await post(await form());
    const response = await api.inject('/.well-known/jwks.json');
    expect(response.headers['cache-control']).toBe('public, max-age=300');
    const { keys } = response.json();
    expect(keys.map((key: object) => Object.keys(key).toSorted())).toEqual([
      ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
    ]);
  });

  it('finds nothing where no tokens are given out', async () => {
    const silent = await serve({ identity: undefined });
    for (const answer of [
      await silent.inject('/.well-known/jwks.json'),
      await silent.inject('/.well-known/oauth-authorization-server'),
      await post(await form(), undefined, silent),
    ])
      expect(answer.json()).toMatchObject({
        code: 'not-found',
        detail: expect.stringContaining('SOUK_PUBLIC_URL'),
      });
    await silent.close();
  });
});
