import { matchesPattern } from '../identity/match-pattern.ts';
import type { Signer } from '../identity/signer.ts';
import { SignatureError } from '../signature-error.ts';

/** A build system whose provenance is believed, and how far. It proves itself by its certificate, or by a key. */
export interface TrustedBuilder {
  /**
   * Identity without its ref, such as the address of a workflow file. `*` stands for any characters but `/` and `@`.
   */
  readonly id: string;
  /** Identity provider that vouches for its certificate, compared character by character. */
  readonly issuer?: string;
  /** Id of the trusted key that it signs with, when it has no certificate. */
  readonly key?: string;
  /** SLSA build level that its provenance proves. */
  readonly level: 1 | 2 | 3;
  /**
   * What its ref has to be: `version`, a tag of a full version such as `v1.2.3`, which is how a shared builder is
   * released; or `source`, for a workflow that lies in the repository it builds and runs at the ref it builds.
   */
  readonly ref?: 'version' | 'source';
}

/** An identity such as `https://github.com/acme/build/.github/workflows/release.yml@refs/tags/v1.2.3`, in two. */
export interface BuilderIdentity {
  readonly id: string;
  readonly ref: string;
}

export function splitBuilderIdentity(identity: string): BuilderIdentity {
  const at = identity.indexOf('@');
  return at === -1 ? { id: identity, ref: '' } : { id: identity.slice(0, at), ref: identity.slice(at + 1) };
}

/**
 * The trusted builder that a signature and the provenance under it name.
 * @throws {SignatureError} for a builder in the settings that proves itself by nothing, or by two things
 */
export function findBuilder(
  signer: Signer,
  builderId: string,
  builders: readonly TrustedBuilder[],
): TrustedBuilder | undefined {
  const { id } = splitBuilderIdentity(signer.kind === 'certificate' ? signer.identity : builderId);
  return builders.find((builder) => {
    if ((builder.issuer === undefined) === (builder.key === undefined)) {
      throw new SignatureError(
        'identity',
        `The trusted builder ${builder.id} needs an issuer or a key, and not both.`,
      );
    }
    const proven =
      signer.kind === 'certificate' ? builder.issuer === signer.issuer : builder.key === signer.id;
    return proven && matchesPattern(id, builder.id);
  });
}
