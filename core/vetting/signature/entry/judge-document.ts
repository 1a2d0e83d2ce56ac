import type { Entry } from '@souk/model/manifest/manifest.ts';
import { type ProvenDocument, proveDocument, type Subject } from '../document/prove-document.ts';
import { proveRawSignature } from '../document/prove-raw-signature.ts';
import { readJson } from '../document/read-json.ts';
import { type IdentityPolicy, matchesIdentity } from '../identity/match-identity.ts';
import type { Signer } from '../identity/signer.ts';
import { namesThing, thingOfBytes } from '../intoto/digests.ts';
import { isSimpleSigning, matchSimpleSigning } from '../key/simple-signing.ts';
import { accept, type Outcome, type Rejection, reject } from '../outcome.ts';
import type { BundleTrust } from '../sigstore/verify-bundle.ts';
import { isProvenance } from '../slsa/read-provenance.ts';
import type { TrustedBuilder } from '../slsa/trusted-builder.ts';
import { type ProvenBuild, verifyProvenance } from '../slsa/verify-provenance.ts';
import { expectProvenance } from './expect-provenance.ts';
import type { SignedFile } from './find-documents.ts';

export interface DocumentTrust extends BundleTrust {
  readonly identities: readonly IdentityPolicy[];
  readonly builders: readonly TrustedBuilder[];
  readonly maxBytes: number;
}

export interface DocumentJudgement {
  readonly name: string;
  /** Signers that are trusted; none when the document does not count. */
  readonly signers: readonly Signer[];
  readonly about: readonly Subject['role'][];
  readonly predicateType: string | undefined;
  readonly build: ProvenBuild | undefined;
  readonly rejections: readonly Rejection[];
}

/** Judges one signed document of an entry: what it proves, and of what it should prove, why it does not. */
export function judgeDocument(
  file: SignedFile,
  entry: Entry,
  subjects: readonly [Subject, ...Subject[]],
  trust: DocumentTrust,
): DocumentJudgement {
  const proven = file.kind === 'raw' ? proveRaw(file, subjects, trust) : proveJson(file, subjects, trust);
  if (!proven.ok) return refused(file.name, undefined, [proven.rejection]);
  const { statement, about, signers } = proven.value;
  const predicateType = statement?.predicateType;
  const known = signers.filter(
    (signer) => signer.kind === 'key' || matchesIdentity(signer, trust.identities),
  );
  const judged = { name: file.name, about, predicateType };
  if (statement !== undefined && isProvenance(statement) && about.includes('artifact')) {
    const { build, rejections } = judgeBuild(statement, signers, entry, trust);
    return { ...judged, signers: build === undefined ? known : signers, build, rejections };
  }
  if (known.length > 0) return { ...judged, signers: known, build: undefined, rejections: [] };
  return refused(
    file.name,
    predicateType,
    signers.map((signer) => untrusted(signer, trust)),
  );
}

function proveJson(
  { json }: Extract<SignedFile, { kind: 'json' }>,
  subjects: readonly [Subject, ...Subject[]],
  trust: DocumentTrust,
): Outcome<ProvenDocument> {
  return json.ok ? proveDocument(json.value, subjects, trust) : json;
}

/** A signature apart is over a file: the payload of a simple signature, or the SBOM itself. */
function proveRaw(
  { signature, signed }: Extract<SignedFile, { kind: 'raw' }>,
  subjects: readonly [Subject, ...Subject[]],
  trust: DocumentTrust,
): Outcome<ProvenDocument> {
  const payload = readJson(signed.bytes, trust.maxBytes);
  const about: Subject['role'][] = [];
  if (payload.ok && isSimpleSigning(payload.value)) {
    const [first] = subjects;
    const image = matchSimpleSigning(payload.value, first.thing);
    if (!image.ok) return image;
    about.push(first.role);
  } else {
    const { digests } = thingOfBytes(signed.bytes);
    about.push(...subjects.filter(({ thing }) => namesThing(digests, thing)).map(({ role }) => role));
    if (about.length === 0) {
      return reject(
        'signature/wrong-subject',
        `The signature is over ${signed.name}, which is neither the artifact nor the SBOM.`,
        'Sign a statement about the digest of the artifact: souk sign --digest.',
      );
    }
  }
  const signer = proveRawSignature(signature, signed.bytes, trust);
  return signer.ok ? accept({ signers: [signer.value], statement: undefined, about }) : signer;
}

function judgeBuild(
  statement: NonNullable<ProvenDocument['statement']>,
  signers: readonly Signer[],
  entry: Entry,
  { builders }: DocumentTrust,
): { readonly build: ProvenBuild | undefined; readonly rejections: readonly Rejection[] } {
  const expected = expectProvenance(entry);
  if (expected === undefined) {
    const { rejection } = reject(
      'provenance/source',
      'The manifest does not say which repository the artifact is built from, so the provenance cannot be compared with it.',
      'Add artifact.source with the address of the repository.',
    );
    return { build: undefined, rejections: [rejection] };
  }
  const verdicts = signers.map((signer) => verifyProvenance(statement, signer, builders, expected));
  const build = verdicts.find(({ proven }) => proven !== undefined)?.proven;
  return { build, rejections: build === undefined ? (verdicts[0]?.rejections ?? []) : [] };
}

function untrusted(signer: Signer, { identities }: DocumentTrust): Rejection {
  const who =
    signer.kind === 'certificate' ? `${signer.identity}, vouched for by ${signer.issuer}` : signer.id;
  return reject(
    'signature/untrusted-signer',
    identities.length === 0
      ? `Signed by ${who}. No identity is trusted, so nobody is.`
      : `Signed by ${who}. This is none of the trusted identities.`,
    'Sign with an identity that the marketplace trusts, or ask its admins to trust this one.',
  ).rejection;
}

function refused(
  name: string,
  predicateType: string | undefined,
  rejections: readonly Rejection[],
): DocumentJudgement {
  return { name, signers: [], about: [], predicateType, build: undefined, rejections };
}
