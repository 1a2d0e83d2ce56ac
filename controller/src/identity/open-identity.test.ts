import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GrantedToken, Identity } from './open-identity.ts';
import {
  CRM_API,
  crm,
  emea,
  type IdentityWorld,
  mintBy,
  openIdentityWorld,
  reasonOf,
  SOUK,
} from './testing/identity-world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let world: IdentityWorld;
let identity: Identity;
beforeEach(async () => {
  world = await openIdentityWorld();
  identity = await world.open();
});
afterEach(() => world.close());
const mint = (from = identity, audience = SOUK): Promise<string> => mintBy(from, audience);
const refusalOf = (token: string, by = identity) => reasonOf(by, token);

describe('when a token is given out', () => {
  it('says who it is, for whom, and what it may', async () => {
    const token = await mint(identity, CRM_API);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) });
    expect(decodeJwt(token)).toEqual({
      ...{ iss: SOUK, sub: 'souk:installation:crm-emea', client_id: 'souk:installation:crm-emea' },
      ...{ aud: CRM_API, scope: 'crm:leads:read crm:leads:write', jti: expect.any(String) },
      ...{ iat: world.nowS(), nbf: world.nowS(), exp: world.nowS() + 900 },
      souk: {
        ...{ installation: 'crm-emea', app: 'App/crm', version: '1.0.0', team: 'sales', environment: 'dev' },
      },
    });
  });

  it('is believed by whoever reads the keys, and by nobody else', async () => {
    const token = await mint(identity, CRM_API);
    const keys = createLocalJWKSet({ keys: (await identity.keys()).map((key) => ({ ...key })) });
    const options = { issuer: SOUK, audience: CRM_API, currentDate: world.clock.now() };
    expect((await jwtVerify(token, keys, options)).payload['scope']).toContain('crm:leads:read');
    expect(await refusalOf(token)).toBe('audience');
  });

  it('has a name of its own', async () => {
    expect(decodeJwt(await mint()).jti).not.toBe(decodeJwt(await mint()).jti);
  });

  it('ends with the installation', async () => {
    const expiresAt = new Date(world.clock.now().getTime() + 5 * MINUTE).toISOString();
    await world.edit({ put: [emea({ expiresAt })] });
    expect(decodeJwt(await mint()).exp).toBe(world.nowS() + 300);
  });

  it('lives an hour at most', async () => {
    const generous = await world.open({ lifeMs: 10 * HOUR });
    expect(decodeJwt(await mint(generous)).exp).toBe(world.nowS() + 3_600);
  });

  it('is there for what is begun, and not for what is not', async () => {
    await world.edit({ put: [emea({ id: 'crm-apac', driver: 'gitops' })] });
    expect(await identity.mintFor('crm-apac', SOUK)).toBeUndefined();
    await world.store.db
      .updateTable('installation_state')
      .set({ phase: 'absent', version: null, settings: null, doing: 'apply' })
      .execute();
    expect(await identity.mintFor('crm-emea', SOUK)).toMatchObject({
      scopes: ['crm:leads:read', 'crm:leads:write'],
    });
  });

  it('has no scope of a version that waits for consent', async () => {
    const more = [{ name: 'crm', scopes: ['crm:leads:read', 'crm:leads:write', 'crm:admin'] }];
    await world.edit({ put: [crm({ version: '1.1.0', permissions: more })] });
    expect(decodeJwt(await mint())['scope']).toBe('crm:leads:read crm:leads:write');
    await world.edit({ put: [emea({ consent: '1.1.0' })] });
    expect(decodeJwt(await mint())['scope']).toBe('crm:admin crm:leads:read crm:leads:write');
  });
});

describe('when a workload exchanges its token', () => {
  const form = async (change: Record<string, string> = {}, token?: string) =>
    new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      subject_token: token ?? (await world.workloadToken()),
      ...change,
    });

  it('gets one of its installation', async () => {
    const result = await identity.exchange(await form({ resource: CRM_API, scope: 'crm:leads:read' }));
    expect(result).toMatchObject({ ok: true, expiresInS: 900, scopes: ['crm:leads:read'] });
    const claims = decodeJwt((result as GrantedToken).token);
    expect(claims).toMatchObject({
      sub: 'souk:installation:crm-emea',
      aud: CRM_API,
      scope: 'crm:leads:read',
    });
  });

  it('gets one for Souk when it names nobody', async () => {
    const result = await identity.exchange(await form());
    expect(await refusalOf((result as GrantedToken).token)).toBeUndefined();
  });

  const secret = (token: string): string => {
    const [, payload = ''] = token.split('.');
    const text = `${Buffer.from('{"alg":"HS256","kid":"c1"}').toString('base64url')}.${payload}`;
    const jwks = readFileSync(world.cluster.jwksFile);
    return `${text}.${createHmac('sha256', jwks).update(text).digest('base64url')}`;
  };
  const tokens: readonly [string, () => Promise<string>, string][] = [
    ['no token', async () => 'x', 'malformed'],
    ['one of ours', () => mint(), 'issuer'],
    [
      'one of an issuer that nobody trusts',
      () => world.workloadToken({ iss: 'https://evil.example' }),
      'issuer',
    ],
    [
      'one of an issuer whose name goes on',
      () => world.workloadToken({ iss: 'https://cluster.example/' }),
      'issuer',
    ],
    ['one of no issuer', () => world.workloadToken({ iss: undefined as never }), 'malformed'],
    ['one for somebody else', () => world.workloadToken({ aud: 'https://vault.example' }), 'audience'],
    ['one for nobody', () => world.workloadToken({ aud: undefined as never }), 'claims'],
    ['one that has ended', () => world.workloadToken({ exp: world.nowS() - 30 }), 'expired'],
    ['one that never ends', () => world.workloadToken({ exp: undefined as never }), 'claims'],
    ['one that has not begun', () => world.workloadToken({ nbf: world.nowS() + 31 }), 'not-yet'],
    ['one of an unknown key', () => world.workloadToken({}, { kid: 'c2' }), 'unknown-key'],
    ['one that is signed otherwise', () => world.workloadToken({}, { alg: 'RS512' }), 'algorithm'],
    ['one that is signed with the public key', async () => secret(await world.workloadToken()), 'algorithm'],
    [
      'one that is not signed',
      async () => {
        const [, payload] = (await world.workloadToken()).split('.');
        return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
      },
      'algorithm',
    ],
    [
      'one that was changed',
      async () => {
        const [header, , signature] = (await world.workloadToken()).split('.');
        const [, payload] = (await world.workloadToken({ exp: world.nowS() + 9_999 })).split('.');
        return `${header}.${payload}.${signature}`;
      },
      'signature',
    ],
    [
      'one of another service account',
      () => world.workloadToken({ sub: 'system:serviceaccount:default:souk-crm-emea' }),
      'subject',
    ],
  ];
  it.each(tokens)('refuses %s', async (_name, make, reason) => {
    expect(await identity.exchange(await form({}, await make()))).toEqual({
      ...{ ok: false, error: 'invalid_request', description: `The subject_token is not taken: ${reason}.` },
    });
  });

  it.each([
    ['a wider scope', { scope: 'crm:leads:read crm:admin' }, 'invalid_scope', 'does not have crm:admin'],
    [
      'a resource that is not listed',
      { resource: 'https://evil.example' },
      'invalid_target',
      'SOUK_TOKEN_RESOURCES',
    ],
    ['no kind of grant', { grant_type: '' }, 'invalid_request', 'grant_type is missing'],
  ])('refuses %s', async (_name, change, error, words) => {
    expect(await identity.exchange(await form(change))).toMatchObject({
      ...{ ok: false, error, description: expect.stringContaining(words) },
    });
  });

  it.each([
    [
      'of another team',
      'system:serviceaccount:souk-finance:souk-crm-emea',
      'does not fit the installation crm-emea',
    ],
    ['that is nowhere', 'system:serviceaccount:souk-sales:souk-nope', 'nope is not in the catalog'],
    [
      'of another environment',
      'system:serviceaccount:souk-sales:souk-crm-prod',
      'does not speak for the environment',
    ],
  ])('gives none for an installation %s', async (_name, sub, words) => {
    await world.edit({ put: [emea({ id: 'crm-prod', environment: 'production' })] });
    expect(await identity.exchange(await form({}, await world.workloadToken({ sub })))).toMatchObject({
      ...{ ok: false, error: 'invalid_request', description: expect.stringContaining(words) },
    });
  });

  it('says when the keys of its issuer can not be got', async () => {
    writeFileSync(world.cluster.jwksFile, 'x');
    expect(await identity.exchange(await form())).toMatchObject({ error: 'temporarily_unavailable' });
  });

  it('trusts nobody where no issuers are set up', async () => {
    const alone = await world.open({ issuersFile: undefined });
    expect(await alone.exchange(await form())).toMatchObject({
      description: 'The subject_token is not taken: issuer.',
    });
  });

  it('says at the start that the file of issuers is not there', async () => {
    await expect(world.open({ issuersFile: '/nowhere.json' })).rejects.toThrow(
      "names /nowhere.json, which can't be read (ENOENT)",
    );
  });
});
