import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import { decidePrincipal } from './decide-principal.ts';
import { decideToken } from './decide-token.ts';
import { type ExchangeRefusal, refuseExchange } from './exchange-refusal.ts';
import type { IdentityConfig } from './identity-config.ts';
import { IdentityError } from './identity-error.ts';
import { openIssuerKeys } from './issuer-keys.ts';
import { mintToken } from './mint-token.ts';
import { parseExchange } from './parse-exchange.ts';
import type { Principal } from './principal.ts';
import { type PublicKey, readPublicKeys } from './public-keys.ts';
import { readPrincipalFacts } from './read-principal-facts.ts';
import { SigningKeys } from './signing-keys.ts';
import { parseTrustedIssuers } from './trusted-issuer.ts';
import { type VerifiedToken, verifyToken } from './verify-token.ts';
import { type KnownIssuer, verifyWorkload } from './verify-workload.ts';

export interface GrantedToken {
  readonly ok: true;
  readonly token: string;
  readonly expiresInS: number;
  readonly scopes: readonly string[];
}

export interface Identity {
  /** The `iss` of all tokens. */
  readonly issuer: string;
  /** Public keys of all replicas. */
  keys(): Promise<readonly PublicKey[]>;
  /** Gives a workload the token that it asks for by a form, as RFC 8693 describes it. */
  exchange(form: URLSearchParams): Promise<GrantedToken | ExchangeRefusal>;
  /**
   * A token for an installation that the controller runs itself, with all that it may have; undefined when it is nobody at
   * the moment. Who asks for it has to be sure for whom.
   */
  mintFor(installation: string, audience: string): Promise<GrantedToken | undefined>;
  /**
   * Checks a token that came to an API of ours.
   * @param audience Souk itself when undefined
   */
  verify(token: string, audience?: string): Promise<VerifiedToken>;
}

export interface IdentityPorts extends IdentityConfig {
  /** Address that people and workloads reach this service at. */
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly db: Store['db'];
  readonly clock: Clock;
}

/** @throws {IdentityError} when the file of issuers can't be used */
export async function openIdentity(ports: IdentityPorts): Promise<Identity> {
  const { db, clock, dataDir, lifeMs, resources, issuersFile } = ports;
  const issuer = ports.publicUrl.replace(/\/+$/, '');
  const issuers = issuersFile === undefined ? [] : await openIssuers(issuersFile, issuer);
  const signing = new SigningKeys({ db, clock, folder: join(dataDir, 'token-keys') });
  const targets = [issuer, ...resources];
  const grant = async (
    principal: Principal,
    audience: string,
    scopes: readonly string[],
  ): Promise<GrantedToken> => {
    const key = await signing.forSigning();
    const minted = await mintToken({ issuer, principal, audience, scopes, lifeMs }, key, clock.now());
    return { ok: true, ...minted, scopes };
  };
  return {
    issuer,
    keys: () => readPublicKeys(db, clock.now()),
    exchange: async (form) => {
      const parsed = parseExchange(form);
      if (!parsed.ok) return parsed;
      const { request } = parsed;
      const now = clock.now();
      const verified = await verifyWorkload(request.subjectToken, issuers, now);
      if (!verified.ok) return refuseWorkload(verified.reason);
      const { workload } = verified;
      const facts = await readPrincipalFacts(db, workload.installation);
      const decision = decideToken({ request, workload, facts, targets }, now);
      return decision.ok ? grant(decision.principal, decision.audience, decision.scopes) : decision;
    },
    mintFor: async (installation, audience) => {
      const decision = decidePrincipal(await readPrincipalFacts(db, installation), clock.now());
      return decision.ok ? grant(decision.principal, audience, decision.principal.scopes) : undefined;
    },
    verify: (token, audience = issuer) => verifyToken(token, { db, issuer, audience, now: clock.now() }),
  };
}

function refuseWorkload(reason: string): ExchangeRefusal {
  if (reason === 'keys-unreachable')
    return refuseExchange('temporarily_unavailable', 'The keys of the issuer can not be got at the moment.');
  return refuseExchange('invalid_request', `The subject_token is not taken: ${reason}.`);
}

async function openIssuers(path: string, audience: string): Promise<KnownIssuer[]> {
  let json: string;
  try {
    json = await readFile(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
    throw new IdentityError(`SOUK_TOKEN_ISSUERS names ${path}, which can't be read (${code}).`, { cause });
  }
  return parseTrustedIssuers(json, audience).map((one) => ({ ...one, getKey: openIssuerKeys(one) }));
}
