import { errors } from 'jose';

/**
 * - `malformed`: it is no signed JWT
 * - `algorithm`, `type`: it is signed in a way, or of a kind, that is not taken
 * - `unknown-key`: nobody whom we believe has that key, or not any more
 * - `signature`: somebody else signed it, or changed it
 * - `issuer`, `audience`: it is of somebody else, or for somebody else
 * - `expired`, `not-yet`: its time is over, or has not come
 * - `claims`: something that has to be in it is not
 * - `keys-unreachable`: the keys of its issuer can't be got
 */
export type JwtRefusal =
  | 'malformed'
  | 'algorithm'
  | 'type'
  | 'unknown-key'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'not-yet'
  | 'claims'
  | 'keys-unreachable';

/** Clocks of different machines differ by so many seconds at most. */
export const CLOCK_SKEW_S = 30;

const ofClaim: Readonly<Record<string, JwtRefusal>> = {
  iss: 'issuer',
  aud: 'audience',
  nbf: 'not-yet',
  typ: 'type',
};

/** Why a JWT was not taken. @throws what is no fault of the JWT */
export function explainJwtError(error: unknown): JwtRefusal {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.reason === 'missing' ? 'claims' : (ofClaim[error.claim] ?? 'claims');
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported)
    return 'algorithm';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'unknown-key';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return 'keys-unreachable';
  if (error instanceof errors.JOSEError) return 'malformed';
  throw error;
}
