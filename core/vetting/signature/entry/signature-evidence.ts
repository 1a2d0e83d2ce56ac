import type { Subject } from '../document/prove-document.ts';
import { nameOf, type Signer } from '../identity/signer.ts';
import type { ProvenBuild } from '../slsa/verify-provenance.ts';

/** A trusted signer, as the portal shows it. */
export interface SignerEvidence {
  readonly kind: 'certificate' | 'key';
  /** Identity in the certificate, or id of the key. */
  readonly name: string;
  /** Who vouches for the identity; null for a key. */
  readonly issuer: string | null;
}

/** What the signatures of an entry prove. */
export interface SignatureEvidence {
  /** Digest of the artifact; null when the manifest pins none. */
  readonly digest: string | null;
  /** Trusted signers of the artifact, each once. */
  readonly artifact: readonly SignerEvidence[];
  /** Trusted signers of the SBOM, each once. */
  readonly sbom: readonly SignerEvidence[];
  /** The build with the highest level that is proven. */
  readonly provenance: ProvenBuild | null;
  /** SLSA build level that is proven: 0 without provenance. */
  readonly level: 0 | 1 | 2 | 3;
  readonly documents: readonly DocumentEvidence[];
}

export interface DocumentEvidence {
  readonly name: string;
  readonly accepted: boolean;
  readonly about: readonly Subject['role'][];
  readonly predicateType: string | null;
}

export function describeSigner(signer: Signer): SignerEvidence {
  const issuer = signer.kind === 'certificate' ? signer.issuer : null;
  return { kind: signer.kind, name: nameOf(signer), issuer };
}
