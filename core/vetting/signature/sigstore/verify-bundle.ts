import type { Bundle } from '@sigstore/bundle';
import { dsse } from '@sigstore/core';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { type SignedEntity, toSignedEntity, Verifier } from '@sigstore/verify';
import { readCertificateClaims } from '../identity/certificate-claims.ts';
import type { Signer } from '../identity/signer.ts';
import { describeThing, type SignedThing } from '../intoto/digests.ts';
import type { KeyTrust } from '../key/verify-with-keys.ts';
import { accept, type Outcome, reject } from '../outcome.ts';
import { SignatureError } from '../signature-error.ts';
import { explainFailure } from './explain-failure.ts';
import type { TrustRoot } from './read-trust-root.ts';
import { verifyKeyBundle } from './verify-key-bundle.ts';

export interface BundleTrust extends KeyTrust {
  /** Called for bundles that need it. */
  readonly trustRoot: () => TrustRoot;
}

export interface VerifiedBundle {
  readonly signer: Signer;
  /** What was signed; undefined when it is the thing itself. */
  readonly envelope: { readonly payloadType: string; readonly payload: Uint8Array } | undefined;
}

const digestNames: Readonly<Partial<Record<HashAlgorithm, string>>> = {
  [HashAlgorithm.SHA2_256]: 'sha256',
  [HashAlgorithm.SHA2_384]: 'sha384',
  [HashAlgorithm.SHA2_512]: 'sha512',
};

/**
 * Verifies the signature of a bundle and finds out who made it. It neither judges whether that signer is trusted, nor
 * whether a signed envelope is about the thing: both are up to the caller.
 */
export function verifyBundle(
  bundle: Bundle,
  thing: SignedThing,
  trust: BundleTrust,
): Outcome<VerifiedBundle> {
  const signed = signedBytes(bundle, thing);
  if (!signed.ok) return signed;
  try {
    const entity = toSignedEntity(bundle, Buffer.from(thing.bytes ?? []));
    const signer =
      entity.key.$case === 'public-key'
        ? verifyKeyBundle(entity, entity.key.hint, signed.value, trust)
        : verifyCertificateBundle(entity, trust);
    return signer.ok ? accept({ signer: signer.value, envelope: envelopeOf(bundle) }) : signer;
  } catch (error) {
    // A trust root that cannot be used is nobody's bad signature.
    if (error instanceof SignatureError) throw error;
    return explainFailure(error);
  }
}

function envelopeOf({ content }: Bundle): VerifiedBundle['envelope'] {
  if (content.$case !== 'dsseEnvelope') return undefined;
  return { payloadType: content.dsseEnvelope.payloadType, payload: content.dsseEnvelope.payload };
}

/** The bytes that the signature has to be over. The digest that a message bundle tells has to be the one of the thing. */
function signedBytes({ content }: Bundle, thing: SignedThing): Outcome<Uint8Array> {
  if (content.$case === 'dsseEnvelope') {
    return accept(dsse.preAuthEncoding(content.dsseEnvelope.payloadType, content.dsseEnvelope.payload));
  }
  const { digest, algorithm } = content.messageSignature.messageDigest;
  const name = digestNames[algorithm];
  if (name === undefined) {
    return reject(
      'signature/malformed',
      'The bundle names no digest of at least 256 bits for what it signs.',
      'Sign with a current tool.',
    );
  }
  const told = Buffer.from(digest).toString('hex');
  const expected = thing.digests[name];
  if (expected !== undefined && told !== expected) {
    return reject(
      'signature/wrong-subject',
      `The bundle is about ${name}:${told}, not about ${describeThing(thing)}.`,
      'Attach the signature of this content.',
    );
  }
  if (thing.bytes !== undefined) return accept(thing.bytes);
  return reject(
    'signature/unbound',
    `The bundle signs the bytes themselves, and of ${describeThing(thing)} only the digest is known.`,
    'Sign a statement about the digest instead: souk sign --digest.',
  );
}

function verifyCertificateBundle(entity: SignedEntity, { trustRoot }: BundleTrust): Outcome<Signer> {
  const verifier = new Verifier({ ...trustRoot(), publicKey: refuseHint });
  const { identity } = verifier.verify(entity);
  const issuer = identity?.extensions?.issuer;
  if (identity?.subjectAlternativeName === undefined || issuer === undefined || issuer === '') {
    return reject(
      'signature/untrusted-signer',
      'The certificate does not tell who signed, or who vouches for that.',
      'Sign with a certificate from the certificate authority of the trust root.',
    );
  }
  const claims = readCertificateClaims(identity.oids ?? []);
  if (!claims.ok) return claims;
  return accept({
    kind: 'certificate',
    issuer,
    identity: identity.subjectAlternativeName,
    claims: claims.value,
  });
}

function refuseHint(): never {
  throw new Error('a bundle with a certificate needs no key');
}
