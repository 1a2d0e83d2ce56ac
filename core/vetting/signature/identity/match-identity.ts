import { SignatureError } from '../signature-error.ts';
import { matchesPattern } from './match-pattern.ts';

/** A signer who is trusted: who vouches for the identity, and the identity itself, exactly or by a pattern. */
export interface IdentityPolicy {
  /** Address of the identity provider, compared character by character. */
  readonly issuer: string;
  /** Subject alternative name of the certificate, compared character by character. */
  readonly identity?: string;
  /** As `identity`, with `*` for any characters but `/` and `@`. Everything else stands for itself. */
  readonly identityPattern?: string;
}

export interface CertificateIdentity {
  readonly issuer: string;
  readonly identity: string;
}

/**
 * Whether one of the policies names the signer. Without any policy nobody is trusted.
 * @throws {SignatureError} for a policy that names no identity, or two
 */
export function matchesIdentity(signer: CertificateIdentity, policies: readonly IdentityPolicy[]): boolean {
  return policies.some((policy) => {
    const { issuer, identity, identityPattern } = policy;
    if (issuer === '' || (identity === undefined) === (identityPattern === undefined)) {
      throw new SignatureError(
        'identity',
        `A trusted identity needs an issuer, and either an identity or a pattern: ${JSON.stringify(policy)}.`,
      );
    }
    if (signer.issuer !== issuer) return false;
    return identityPattern === undefined
      ? signer.identity === identity
      : matchesPattern(signer.identity, identityPattern);
  });
}
