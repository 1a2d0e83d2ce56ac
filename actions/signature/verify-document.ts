import { type ProvenDocument, proveDocument } from '@souk/vetting/signature/document/prove-document.ts';
import { proveRawSignature } from '@souk/vetting/signature/document/prove-raw-signature.ts';
import { readJson } from '@souk/vetting/signature/document/read-json.ts';
import { describeSigner, type SignerEvidence } from '@souk/vetting/signature/entry/signature-evidence.ts';
import { type IdentityPolicy, matchesIdentity } from '@souk/vetting/signature/identity/match-identity.ts';
import type { Signer } from '@souk/vetting/signature/identity/signer.ts';
import { describeThing, type SignedThing } from '@souk/vetting/signature/intoto/digests.ts';
import { matchSimpleSigning } from '@souk/vetting/signature/key/simple-signing.ts';
import { accept, type Outcome, type Rejection, reject } from '@souk/vetting/signature/outcome.ts';
import type { BundleTrust } from '@souk/vetting/signature/sigstore/verify-bundle.ts';
import type { ProvenanceExpectation } from '@souk/vetting/signature/slsa/expectation.ts';
import { isProvenance } from '@souk/vetting/signature/slsa/read-provenance.ts';
import type { TrustedBuilder } from '@souk/vetting/signature/slsa/trusted-builder.ts';
import { type ProvenBuild, verifyProvenance } from '@souk/vetting/signature/slsa/verify-provenance.ts';

export interface VerificationRequest {
  readonly thing: SignedThing;
  /** A Sigstore bundle, a DSSE envelope, or a signature alone. */
  readonly document: Uint8Array;
  /** What a signature alone is over, when it is not over the thing itself. */
  readonly payload: Uint8Array | undefined;
  readonly trust: BundleTrust;
  readonly identities: readonly IdentityPolicy[];
  /** How many different trusted signers there have to be. */
  readonly threshold: number;
  /** The build that has to be proven; undefined where any signed content will do. */
  readonly build: { readonly builder: TrustedBuilder; readonly expected: ProvenanceExpectation } | undefined;
}

export interface VerificationReport {
  readonly verified: boolean;
  /** Digest of what was verified. */
  readonly subject: string;
  readonly signers: readonly SignerEvidence[];
  readonly predicateType: string | null;
  readonly provenance: Omit<ProvenBuild, 'level'> | null;
  readonly rejections: readonly Rejection[];
}

const MAX_BYTES = 33_554_432;

/** Verifies one signed document about one thing. */
export function verifyDocument(request: VerificationRequest): VerificationReport {
  const { thing, identities, threshold, build } = request;
  const report = {
    verified: false,
    subject: describeThing(thing),
    signers: [],
    predicateType: null,
    provenance: null,
  };
  const proven = prove(request);
  if (!proven.ok) return { ...report, rejections: [proven.rejection] };
  const { signers, statement } = proven.value;
  const predicateType = statement?.predicateType ?? null;
  if (build !== undefined) {
    const { provenance, rejections } = verifyBuild(proven.value, build);
    const verified = provenance !== null;
    const believed = verified ? signers.map(describeSigner) : [];
    return { ...report, verified, signers: believed, predicateType, provenance, rejections };
  }
  const trusted = signers.filter((signer) => signer.kind === 'key' || matchesIdentity(signer, identities));
  const verified = trusted.length >= threshold;
  return {
    ...report,
    verified,
    signers: trusted.map(describeSigner),
    predicateType,
    rejections: verified ? [] : [tooFew(signers, trusted.length, threshold)],
  };
}

function prove({ document, thing, payload, trust }: VerificationRequest): Outcome<ProvenDocument> {
  if (looksLikeJson(document)) {
    const json = readJson(document, MAX_BYTES);
    return json.ok ? proveDocument(json.value, [{ role: 'artifact', thing }], trust) : json;
  }
  if (payload !== undefined) {
    const read = readJson(payload, MAX_BYTES);
    const image = read.ok ? matchSimpleSigning(read.value, thing) : read;
    if (!image.ok) return image;
  }
  const signed = payload ?? thing.bytes;
  if (signed === undefined) {
    return reject(
      'signature/unbound',
      `The signature is over the bytes themselves, and of ${describeThing(thing)} only the digest is known.`,
      'Give the file instead of its digest, or the payload that was signed with --payload.',
    );
  }
  const signer = proveRawSignature(document, signed, trust);
  return signer.ok ? accept({ signers: [signer.value], statement: undefined, about: ['artifact'] }) : signer;
}

function looksLikeJson(document: Uint8Array): boolean {
  return Buffer.from(document.subarray(0, 64)).toString('latin1').trimStart().startsWith('{');
}

function verifyBuild(
  { statement, signers }: ProvenDocument,
  { builder, expected }: NonNullable<VerificationRequest['build']>,
): Pick<VerificationReport, 'provenance' | 'rejections'> {
  const [signer] = signers;
  if (statement === undefined || signer === undefined || !isProvenance(statement)) {
    const { rejection } = reject(
      'provenance/malformed',
      'The document is signed, but it is no provenance.',
      'Give the provenance that the builder signed.',
    );
    return { provenance: null, rejections: [rejection] };
  }
  // A builder without an identity provider is whoever holds the key that was given.
  const byKey = builder.issuer === undefined && signer.kind === 'key' ? { key: signer.id } : {};
  const { proven, rejections } = verifyProvenance(statement, signer, [{ ...builder, ...byKey }], expected);
  if (proven === undefined) return { provenance: null, rejections };
  const { level: _, ...provenance } = proven;
  return { provenance, rejections };
}

function tooFew(signers: readonly Signer[], trusted: number, threshold: number): Rejection {
  const [first] = signers;
  if (trusted === 0 && first?.kind === 'certificate') {
    return reject(
      'signature/untrusted-signer',
      `Signed by ${first.identity}, vouched for by ${first.issuer}. This is not the identity that is expected.`,
      'Compare --identity and --issuer with what the message says, and trust it only if you know why.',
    ).rejection;
  }
  return reject(
    'signature/threshold',
    `${threshold} different trusted keys have to sign; ${trusted} did.`,
    'Let another holder of a trusted key sign too.',
  ).rejection;
}
