import { randomUUID } from 'node:crypto';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import { SignJWT } from 'jose';
import type { SigningKey } from './key-file.ts';
import { type Principal, subjectOf } from './principal.ts';
import { LONGEST_LIFE_S } from './token-claims.ts';

export interface TokenOrder {
  readonly issuer: string;
  readonly principal: Principal;
  /** Who it is for: one, so that nobody who gets it can use it elsewhere. */
  readonly audience: string;
  /** Of those of the principal. */
  readonly scopes: readonly string[];
  /** Milliseconds; an hour at most. */
  readonly lifeMs: number;
}

export interface MintedToken {
  readonly token: string;
  readonly expiresInS: number;
}

/** Signs an access token as RFC 9068 describes it. It ends no later than the installation. */
export async function mintToken(order: TokenOrder, key: SigningKey, now: Date): Promise<MintedToken> {
  const { issuer, principal, audience, scopes, lifeMs } = order;
  const { installation, app, version, team, environment, endsAt, revokedSince } = principal;
  const foreign = scopes.filter((scope) => !principal.scopes.includes(scope));
  if (foreign.length > 0) throw new RangeError(`${installation} has no scope ${foreign.join(', ')}.`);
  const nowS = Math.floor(now.getTime() / 1_000);
  // Whole seconds: of those given out in the second of a revocation, the later ones count.
  const issuedAt = Math.max(
    nowS,
    revokedSince === undefined ? 0 : Math.floor(revokedSince.getTime() / 1_000) + 1,
  );
  const lifeS = Math.min(Math.floor(lifeMs / 1_000), LONGEST_LIFE_S);
  const last = endsAt === undefined ? Number.POSITIVE_INFINITY : Math.floor(endsAt.getTime() / 1_000);
  const expiresAt = Math.min(issuedAt + lifeS, last);
  const subject = subjectOf(installation);
  const token = await new SignJWT({
    client_id: subject,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    souk: { installation, app: formatKey(app), version, team, environment },
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid })
    .setIssuer(issuer)
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(expiresAt)
    .setJti(randomUUID())
    .sign(key.privateKey);
  return { token, expiresInS: Math.max(0, expiresAt - nowS) };
}
