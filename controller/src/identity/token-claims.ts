import type { JWTPayload } from 'jose';
import { installationOf } from './principal.ts';

/** What a token of ours says, checked for its form. */
export interface TokenClaims {
  readonly installation: string;
  /** `Kind/id`. */
  readonly app: string;
  readonly version: string;
  readonly team: string;
  readonly environment: string;
  readonly audience: string;
  readonly scopes: readonly string[];
  readonly id: string;
  /** Seconds since 1970, as are the others. */
  readonly issuedAt: number;
  readonly notBefore: number;
  readonly expiresAt: number;
}

/** Seconds. */
export const LONGEST_LIFE_S = 60 * 60;

/** @returns undefined for what no replica of ours would have signed */
export function parseClaims(payload: JWTPayload): TokenClaims | undefined {
  const { sub = '', aud, iat, nbf, exp, jti, scope = '', souk } = payload as JWTPayload & Partial<OwnClaims>;
  const installation = installationOf(sub);
  const about = (typeof souk === 'object' && souk !== null ? souk : {}) as Partial<About>;
  const { app, version, team, environment } = about;
  const texts = [installation, about.installation, app, version, team, environment, aud, jti, scope];
  if (!texts.every((text) => typeof text === 'string') || about.installation !== installation)
    return undefined;
  if (typeof iat !== 'number' || typeof nbf !== 'number' || typeof exp !== 'number') return undefined;
  if (exp - iat > LONGEST_LIFE_S) return undefined;
  return {
    ...({ installation, app, version, team, environment, audience: aud, id: jti } as Pick<
      TokenClaims,
      'installation' | 'app' | 'version' | 'team' | 'environment' | 'audience' | 'id'
    >),
    scopes: String(scope)
      .split(' ')
      .filter((name) => name !== ''),
    ...{ issuedAt: iat, notBefore: nbf, expiresAt: exp },
  };
}

interface OwnClaims {
  readonly scope: unknown;
  readonly souk: unknown;
}

interface About {
  readonly installation: unknown;
  readonly app: unknown;
  readonly version: unknown;
  readonly team: unknown;
  readonly environment: unknown;
}
