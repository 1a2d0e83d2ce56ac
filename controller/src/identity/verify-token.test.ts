import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeCases } from '../lifecycle/store-cases.ts';
import type { Identity } from './open-identity.ts';
import { revokePrincipal } from './revoke-principal.ts';
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
import type { TokenRefusal } from './verify-token.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let world: IdentityWorld;
let identity: Identity;
beforeEach(async () => {
  world = await openIdentityWorld();
  identity = await world.open();
});
afterEach(() => world.close());
const mint = (from = identity, audience = SOUK): Promise<string> => mintBy(from, audience);
const refusalOf = (token: string, by = identity) => reasonOf(by, token);

describe('when a wrong token comes', () => {
  const keyFiles = () => readdirSync(world.folder('data/token-keys'));
  const ownKey = (): KeyObject =>
    createPrivateKey(readFileSync(join(world.folder('data/token-keys'), keyFiles()[0] ?? '')));
  const strange = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

  interface Forgery {
    readonly header?: object;
    readonly claims?: Readonly<Record<string, unknown>>;
    readonly key?: KeyObject;
  }
  /** A token like ours but for what is said, signed with our own key unless another is given. */
  async function forge({ header = {}, claims = {}, key }: Forgery = {}): Promise<string> {
    const genuine = await mint();
    const payload = { ...decodeJwt(genuine), ...claims };
    const kept = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
    const { kid } = decodeProtectedHeader(genuine);
    return new SignJWT(kept)
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...(kid === undefined ? {} : { kid }), ...header })
      .sign(key ?? ownKey());
  }
  const headerOf = (token: string) => decodeProtectedHeader(token);
  const at = (seconds: number): number => world.nowS() + seconds;

  it('takes one that was forged with our own key and nothing wrong in it', async () => {
    expect(await refusalOf(await forge())).toBeUndefined();
  });

  const forgeries: readonly [name: string, make: () => Promise<string>, reason: TokenRefusal][] = [
    ['nothing', async () => '', 'malformed'],
    ['no token', async () => 'a.b.c', 'malformed'],
    [
      'one without a signature',
      async () => `${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(decodeJwt(await mint()))}.`,
      'algorithm',
    ],
    [
      'one that is signed with the public key as a secret',
      async () => {
        const genuine = await mint();
        const { kid } = headerOf(genuine);
        const [key] = await identity.keys();
        const text = `${encode({ alg: 'HS256', typ: 'at+jwt', kid })}.${encode(decodeJwt(genuine))}`;
        return `${text}.${createHmac('sha256', JSON.stringify(key)).update(text).digest('base64url')}`;
      },
      'algorithm',
    ],
    ['one of an unknown key', () => forge({ header: { kid: 'x' } }), 'unknown-key'],
    ['one that names no key', () => forge({ header: { kid: undefined } }), 'unknown-key'],
    ['one of another key under our name', () => forge({ key: strange.privateKey }), 'signature'],
    [
      'one that brings its key along',
      () =>
        forge({
          header: { jwk: strange.publicKey.export({ format: 'jwk' }) },
          key: strange.privateKey,
        }),
      'signature',
    ],
    [
      'one whose claims were changed',
      async () => {
        const [header, , signature] = (await mint()).split('.');
        return `${header}.${encode({ ...decodeJwt(await mint()), scope: 'crm:admin' })}.${signature}`;
      },
      'signature',
    ],
    ['one of another kind', () => forge({ header: { typ: 'JWT' } }), 'type'],
    ['one of no kind', () => forge({ header: { typ: undefined } }), 'type'],
    [
      'one with something critical that nobody knows',
      async () => {
        const genuine = await mint();
        const header = { ...headerOf(genuine), crit: ['x'], x: 1 };
        const text = `${encode(header)}.${genuine.split('.')[1]}`;
        const signature = sign('sha256', Buffer.from(text), { key: ownKey(), dsaEncoding: 'ieee-p1363' });
        return `${text}.${signature.toString('base64url')}`;
      },
      'algorithm',
    ],
    ['one of another issuer', () => forge({ claims: { iss: 'https://evil.example' } }), 'issuer'],
    ['one for somebody else', () => forge({ claims: { aud: CRM_API } }), 'audience'],
    ['one for several', () => forge({ claims: { aud: [SOUK, CRM_API] } }), 'claims'],
    ['one that has ended', () => forge({ claims: { iat: at(-900), exp: at(-30) } }), 'expired'],
    ['one that has not begun', () => forge({ claims: { nbf: at(31) } }), 'not-yet'],
    ['one from the future', () => forge({ claims: { iat: at(31) } }), 'not-yet'],
    ['one that lives too long', () => forge({ claims: { exp: at(3_601) } }), 'claims'],
    ['one that never ends', () => forge({ claims: { exp: undefined } }), 'claims'],
    ['one without a name', () => forge({ claims: { jti: undefined } }), 'claims'],
    ['one of nobody', () => forge({ claims: { sub: undefined } }), 'claims'],
    ['one of somebody else than an installation', () => forge({ claims: { sub: 'ann' } }), 'claims'],
    ['one of two installations', () => forge({ claims: { sub: 'souk:installation:crm-apac' } }), 'claims'],
    ['one with a wider scope', () => forge({ claims: { scope: 'crm:leads:read crm:admin' } }), 'narrowed'],
  ];
  it.each(forgeries)('refuses %s', async (_name, make, reason) => {
    expect(await refusalOf(await make())).toBe(reason);
  });

  it.each([
    ['has ended', { exp: -29 }],
    ['has not begun', { nbf: 29 }],
    ['comes from the future', { iat: 29 }],
  ])('overlooks half a minute when one %s', async (_name, change) => {
    const claims = Object.fromEntries(Object.entries(change).map(([name, seconds]) => [name, at(seconds)]));
    expect(await refusalOf(await forge({ claims }))).toBeUndefined();
  });
});

describe('when an installation is not what it was', () => {
  const cases: readonly [string, () => Promise<void>, TokenRefusal][] = [
    ['is gone', () => world.edit({ remove: [{ kind: 'Installation', id: 'crm-emea' }] }), 'gone'],
    ['is suspended', () => world.edit({ put: [emea({ suspended: true })] }), 'suspended'],
    ['has come to its end', () => world.edit({ put: [emea({ expiresAt: '2026-11-22' })] }), 'expired'],
    [
      'has no time left',
      async () => {
        await world.edit({ put: [emea({ ttl: '1m' })] });
        world.clock.advance(MINUTE);
      },
      'expired',
    ],
    ['lost its app', () => world.edit({ remove: [{ kind: 'App', id: 'crm' }] }), 'retired'],
    [
      'installs what is retired',
      () => world.edit({ put: [crm({ lifecycle: { stage: 'retired' } })] }),
      'retired',
    ],
    [
      'installs what is past its sunset',
      () =>
        world.edit({
          put: [crm({ lifecycle: { stage: 'deprecated', deprecation: { sunset: '2026-11-22' } } })],
        }),
      'retired',
    ],
    [
      'has its tokens called back',
      () =>
        revokePrincipal(
          world.store.db,
          { installationId: 'crm-emea', reason: 'It leaked.' },
          world.clock.now(),
        ),
      'revoked',
    ],
    [
      'agrees to less',
      async () => {
        const agreed = JSON.stringify(['scope crm:leads:read']);
        await sql`update installation_state set agreed = ${agreed}::jsonb`.execute(world.store.db);
      },
      'narrowed',
    ],
  ];
  it.each(cases)('refuses the tokens of one that %s', async (_name, happen, reason) => {
    const token = await mint();
    expect(await refusalOf(token)).toBeUndefined();
    await happen();
    expect(await refusalOf(token)).toBe(reason);
  });

  it('goes on while what it installs is only deprecated', async () => {
    const token = await mint();
    const deprecation = { announced: '2026-11-01', sunset: '2027-03-31' };
    await world.edit({ put: [crm({ lifecycle: { stage: 'deprecated', deprecation } })] });
    expect(await refusalOf(token)).toBeUndefined();
  });

  it('goes on when its end was put off', async () => {
    await world.edit({ put: [emea({ expiresAt: '2026-11-22' })] });
    expect(await identity.mintFor('crm-emea', SOUK)).toBeUndefined();
    const since = world.clock.now();
    const dueAt = new Date(since.getTime() + DAY);
    const subject = { kind: 'Installation', id: 'crm-emea' } as const;
    await storeCases(world.store.db, [
      {
        ...{ subject, trigger: 'expiry', since, dueAt, actions: [] },
        ...{ done: [], nextDueAt: undefined, held: undefined },
      },
    ]);
    expect(await refusalOf(await mint())).toBeUndefined();
  });

  it('takes those that are given out after a revocation, even in its second', async () => {
    world.clock.advance(400);
    await revokePrincipal(world.store.db, { installationId: 'crm-emea', reason: 'x' }, world.clock.now());
    expect(await refusalOf(await mint())).toBeUndefined();
    await revokePrincipal(
      world.store.db,
      { installationId: 'crm-emea', reason: 'earlier' },
      new Date(world.clock.now().getTime() - 1_000),
    );
    const row = await world.store.db.selectFrom('revoked_principal').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ reason: 'x', since: world.clock.now() });
  });
});
