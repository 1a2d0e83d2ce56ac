import { errors, importJWK, type JWTHeaderParameters, jwtVerify } from 'jose';
import type { Store } from '../store/store.ts';
import { decideRevocation, type RevocationReason } from './decide-revocation.ts';
import { CLOCK_SKEW_S, explainJwtError, type JwtRefusal } from './explain-jwt-error.ts';
import type { Principal } from './principal.ts';
import { readPublicKey } from './public-keys.ts';
import { readPrincipalFacts } from './read-principal-facts.ts';
import { parseClaims, type TokenClaims } from './token-claims.ts';

export type TokenRefusal = JwtRefusal | RevocationReason;

export type VerifiedToken =
  | { readonly ok: true; readonly claims: TokenClaims; readonly principal: Principal }
  | { readonly ok: false; readonly reason: TokenRefusal };

export interface Verification {
  readonly db: Store['db'];
  readonly issuer: string;
  /** Who asks: tokens for others are refused. */
  readonly audience: string;
  readonly now: Date;
}

/** Checks a token that any replica gave out, also whether it still counts. */
export async function verifyToken(
  token: string,
  { db, issuer, audience, now }: Verification,
): Promise<VerifiedToken> {
  let claims: TokenClaims | undefined;
  try {
    const { payload } = await jwtVerify(token, (header) => keyOf(db, header, now), {
      ...{ algorithms: ['ES256'], typ: 'at+jwt', issuer, audience, currentDate: now },
      clockTolerance: CLOCK_SKEW_S,
      requiredClaims: ['sub', 'exp', 'iat', 'nbf', 'jti'],
    });
    claims = parseClaims(payload);
  } catch (error) {
    return { ok: false, reason: explainJwtError(error) };
  }
  if (claims === undefined) return { ok: false, reason: 'claims' };
  if (claims.issuedAt > now.getTime() / 1_000 + CLOCK_SKEW_S) return { ok: false, reason: 'not-yet' };
  const facts = await readPrincipalFacts(db, claims.installation);
  const decision = decideRevocation(claims, facts, now);
  return decision.ok ? { ...decision, claims } : decision;
}

/** A thumbprint, as all names of our keys are. */
const KEY_ID = /^[\w-]{43}$/;

/** Only by its name: whatever else a header says of keys is the word of whoever wrote it. */
async function keyOf(db: Store['db'], { kid }: JWTHeaderParameters, now: Date) {
  const key = typeof kid === 'string' && KEY_ID.test(kid) ? await readPublicKey(db, kid, now) : undefined;
  if (key === undefined) throw new errors.JWKSNoMatchingKey();
  return importJWK({ ...key }, 'ES256');
}
