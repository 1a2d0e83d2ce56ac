import { decodeJwt, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { CLOCK_SKEW_S, explainJwtError, type JwtRefusal } from './explain-jwt-error.ts';
import { matchSubject, type WorkloadName } from './match-subject.ts';
import type { TrustedIssuer } from './trusted-issuer.ts';

/** An issuer with the keys that it signs with. */
export interface KnownIssuer extends TrustedIssuer {
  readonly getKey: JWTVerifyGetKey;
}

/** A workload whose issuer vouches for what it is. */
export interface Workload extends WorkloadName {
  /** Name of the issuer, as the configuration gives it. */
  readonly issuer: string;
  /** Those that the issuer may speak for. */
  readonly environments: readonly string[];
}

export type VerifiedWorkload =
  | { readonly ok: true; readonly workload: Workload }
  /** `subject`: it is sound, and says of no installation. */
  | { readonly ok: false; readonly reason: JwtRefusal | 'subject' };

/**
 * Checks the token of a workload. Several clusters can have one name as an issuer, and keys of their own: each of them is
 * tried, and speaks for its own environments alone.
 */
export async function verifyWorkload(
  token: string,
  issuers: readonly KnownIssuer[],
  now: Date,
): Promise<VerifiedWorkload> {
  const said = issuerOf(token);
  if (said === undefined) return { ok: false, reason: 'malformed' };
  let last: VerifiedWorkload = { ok: false, reason: 'issuer' };
  for (const issuer of issuers.filter((one) => one.issuer === said)) {
    last = await verifyBy(token, issuer, now);
    if (last.ok) return last;
  }
  return last;
}

async function verifyBy(token: string, issuer: KnownIssuer, now: Date): Promise<VerifiedWorkload> {
  try {
    const { payload } = await jwtVerify(token, issuer.getKey, {
      ...{ algorithms: [...issuer.algorithms], issuer: issuer.issuer, audience: issuer.audience },
      ...{ currentDate: now, clockTolerance: CLOCK_SKEW_S, requiredClaims: ['sub', 'exp'] },
    });
    const name = typeof payload.sub === 'string' ? matchSubject(issuer.subject, payload.sub) : undefined;
    if (name === undefined) return { ok: false, reason: 'subject' };
    return { ok: true, workload: { ...name, issuer: issuer.name, environments: issuer.environments } };
  } catch (error) {
    return { ok: false, reason: explainJwtError(error) };
  }
}

/** Not believed yet: it only says whose keys are to be tried. */
function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}
