import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PrincipalFacts } from './decide-principal.ts';
import { decideRevocation } from './decide-revocation.ts';
import { decideToken, type TokenQuestion } from './decide-token.ts';
import { crm, emea } from './testing/identity-world.ts';
import type { TokenClaims } from './token-claims.ts';

const now = new Date('2026-11-22T08:00:00Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const agreed = ['scope crm:leads:read', 'scope crm:leads:write'];

const facts = (change: Partial<PrincipalFacts> = {}): PrincipalFacts => ({
  ...{ installation: emea(), entry: crm(), running: crm(), agreed, suspended: false, ended: false },
  ...{ expiresAt: undefined, sunsetAt: undefined, revokedSince: undefined, ...change },
});
const nobody: readonly [string, Partial<PrincipalFacts>, string, string][] = [
  ['gone', { installation: undefined }, 'gone', 'is not in the catalog'],
  ['at its end', { expiresAt: now }, 'expired', 'has come to its end'],
  ['taken down', { ended: true }, 'expired', 'has come to its end'],
  ['suspended by its file', { installation: emea({ suspended: true }) }, 'suspended', 'is suspended'],
  ['suspended', { suspended: true }, 'suspended', 'is suspended'],
  ['of what is gone', { entry: undefined }, 'retired', 'installs what is retired'],
  [
    'of what is retired',
    { entry: crm({ lifecycle: { stage: 'retired' } }) },
    'retired',
    'installs what is retired',
  ],
  ['of what is past its sunset', { sunsetAt: now }, 'retired', 'installs what is retired'],
  ['not there yet', { running: undefined }, 'not-running', 'does not run yet'],
];

describe('when a workload asks for a token', () => {
  const question = (change: Partial<TokenQuestion> = {}): TokenQuestion => ({
    request: { target: 'https://crm.example', scopes: undefined },
    workload: { issuer: 'dev-cluster', environments: ['dev'], installation: 'crm-emea', team: 'sales' },
    facts: facts(),
    targets: ['https://souk.example', 'https://crm.example'],
    ...change,
  });
  const asking = (
    scopes: readonly string[] | undefined,
    target: string | undefined = 'https://crm.example',
  ) => ({
    request: { target, scopes },
  });

  it.each<[string, Partial<TokenQuestion>, object]>([
    [
      'all that it may have',
      {},
      { audience: 'https://crm.example', scopes: ['crm:leads:read', 'crm:leads:write'] },
    ],
    ['less when it asks for less', asking(['crm:leads:read']), { scopes: ['crm:leads:read'] }],
    ['a scope once', asking(['crm:leads:read', 'crm:leads:read']), { scopes: ['crm:leads:read'] }],
    [
      'what its team has agreed to',
      { facts: facts({ agreed: agreed.slice(0, 1) }) },
      { scopes: ['crm:leads:read'] },
    ],
    [
      'one for Souk itself',
      { request: { target: undefined, scopes: undefined } },
      { audience: 'https://souk.example' },
    ],
    ['one until its end', { facts: facts({ expiresAt: later(1) }) }, { ok: true }],
    [
      'one while what it installs is only deprecated',
      { facts: facts({ entry: crm({ lifecycle: { stage: 'deprecated' } }), sunsetAt: later(1) }) },
      { ok: true },
    ],
  ])('gives it %s', (_name, change, expected) => {
    expect(decideToken(question(change), now)).toMatchObject({ ok: true, ...expected });
  });

  it.each(nobody)('gives none to one that is %s', (_name, change, _reason, words) => {
    expect(decideToken(question({ facts: facts(change) }), now)).toMatchObject({
      ...{ ok: false, error: 'invalid_request', description: expect.stringContaining(words) },
    });
  });

  const workload = { issuer: 'dev-cluster', environments: ['dev'], installation: 'crm-emea' };
  it.each<[string, Partial<TokenQuestion>, string]>([
    ['a scope that nobody asked for', asking(['crm:leads:read', 'erp:read']), 'invalid_scope'],
    [
      'a scope that nobody agreed to',
      { ...asking(['crm:leads:write']), facts: facts({ agreed: agreed.slice(0, 1) }) },
      'invalid_scope',
    ],
    ['another resource', asking(undefined, 'https://evil.example'), 'invalid_target'],
    ['a resource that only begins so', asking(undefined, 'https://crm.example/x'), 'invalid_target'],
    [
      'another environment than its cluster has',
      { workload: { ...workload, environments: ['production'] } },
      'invalid_request',
    ],
    ['the installation of another team', { workload: { ...workload, team: 'finance' } }, 'invalid_request'],
    ['the installation of another app', { workload: { ...workload, app: 'erp' } }, 'invalid_request'],
    [
      'another environment by its name',
      { workload: { ...workload, environment: 'production' } },
      'invalid_request',
    ],
    ['another installation', { workload: { ...workload, installation: 'crm-apac' } }, 'invalid_request'],
  ])('refuses %s', (_name, change, error) => {
    expect(decideToken(question(change), now)).toMatchObject({ ok: false, error });
  });

  it('never gives a scope that was not asked for, not agreed to or not of its version', () => {
    const scope = fc.constantFrom('crm:leads:read', 'crm:leads:write', 'erp:read', 'x');
    const scopes = fc.uniqueArray(scope);
    fc.assert(
      fc.property(scopes, scopes, fc.option(scopes, { nil: undefined }), (has, consent, wanted) => {
        const running = crm({ permissions: [{ name: 'p', scopes: has }] });
        const known = facts({ running, agreed: consent.map((name) => `scope ${name}`) });
        const decision = decideToken(question({ ...asking(wanted), facts: known }), now);
        if (!decision.ok) {
          expect(wanted?.some((one) => !has.includes(one) || !consent.includes(one))).toBe(true);
          return;
        }
        for (const one of decision.scopes) {
          expect(has).toContain(one);
          expect(consent).toContain(one);
          if (wanted !== undefined) expect(wanted).toContain(one);
        }
      }),
    );
  });
});

describe('when a token that is sound comes back', () => {
  const claims: TokenClaims = {
    ...{ installation: 'crm-emea', app: 'App/crm', version: '1.0.0', team: 'sales', environment: 'dev' },
    ...{ audience: 'https://souk.example', scopes: ['crm:leads:read'], id: 'j1' },
    ...{
      issuedAt: now.getTime() / 1_000,
      notBefore: now.getTime() / 1_000,
      expiresAt: now.getTime() / 1_000 + 900,
    },
  };

  it.each(nobody)('does not count when the installation is %s', (_name, change, reason) => {
    expect(decideRevocation(claims, facts(change), now)).toEqual({ ok: false, reason });
  });

  it.each([
    ['in the second of it', later(0), 'revoked'],
    ['after it', later(5_000), 'revoked'],
    ['before it', later(-1), undefined],
  ])('does not count when it was revoked %s', (_name, revokedSince, reason) => {
    const decision = decideRevocation(claims, facts({ revokedSince }), now);
    expect(decision.ok ? undefined : decision.reason).toBe(reason);
  });

  it('does not count when it holds what its team agrees to no more', () => {
    expect(decideRevocation(claims, facts({ agreed: [] }), now)).toEqual({ ok: false, reason: 'narrowed' });
  });
});
