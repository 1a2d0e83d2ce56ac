import type { Bundle } from '@sigstore/bundle';
import { isEnvelope, readEnvelope } from '../dsse/read-envelope.ts';
import { verifyEnvelope } from '../dsse/verify-envelope.ts';
import type { Signer } from '../identity/signer.ts';
import type { SignedThing } from '../intoto/digests.ts';
import { isAbout, readStatement, rejectSubject, type Statement } from '../intoto/read-statement.ts';
import { accept, type Outcome, reject } from '../outcome.ts';
import { isBundle, readBundle } from '../sigstore/read-bundle.ts';
import { type BundleTrust, verifyBundle } from '../sigstore/verify-bundle.ts';

/** Something that signed documents may be about. */
export interface Subject {
  readonly role: 'artifact' | 'sbom';
  readonly thing: SignedThing;
}

/** A document whose signatures are right. Whether the signers are trusted is still to be judged. */
export interface ProvenDocument {
  /** At least one. */
  readonly signers: readonly Signer[];
  /** What they state; undefined when they signed the subject itself. */
  readonly statement: Statement | undefined;
  /** The subjects that it is about; at least one. */
  readonly about: readonly Subject['role'][];
}

/** Whether a document claims to be signed in a form that can be verified. */
export function isSignedDocument(value: unknown): boolean {
  return isBundle(value) || isEnvelope(value);
}

/**
 * Verifies a Sigstore bundle or a DSSE envelope.
 *
 * @param subjects what it may be about, the likeliest first; at least one
 */
export function proveDocument(
  value: unknown,
  subjects: readonly [Subject, ...Subject[]],
  trust: BundleTrust,
): Outcome<ProvenDocument> {
  if (isBundle(value)) return proveBundle(value, subjects, trust);
  if (isEnvelope(value)) return proveEnvelope(value, subjects, trust);
  return reject(
    'signature/malformed',
    'The document is neither a Sigstore bundle nor a DSSE envelope.',
    'Attach what the signing tool wrote, such as the output of souk sign.',
  );
}

function proveBundle(
  value: unknown,
  subjects: readonly [Subject, ...Subject[]],
  trust: BundleTrust,
): Outcome<ProvenDocument> {
  const bundle = readBundle(value);
  if (!bundle.ok) return bundle;
  const subject = pickSubject(bundle.value, subjects);
  const verified = verifyBundle(bundle.value, subject.thing, trust);
  if (!verified.ok) return verified;
  const { signer, envelope } = verified.value;
  if (envelope === undefined) {
    return accept({ signers: [signer], statement: undefined, about: [subject.role] });
  }
  return bindStatement(envelope, [signer], subjects);
}

function proveEnvelope(
  value: unknown,
  subjects: readonly [Subject, ...Subject[]],
  trust: BundleTrust,
): Outcome<ProvenDocument> {
  const envelope = readEnvelope(value);
  if (!envelope.ok) return envelope;
  const signers = verifyEnvelope(envelope.value, trust);
  return signers.ok ? bindStatement(envelope.value, signers.value, subjects) : signers;
}

/** A bundle over a message tells the digest of what it signs; nothing rests on that but the choice. */
function pickSubject({ content }: Bundle, subjects: readonly [Subject, ...Subject[]]): Subject {
  if (content.$case === 'dsseEnvelope') return subjects[0];
  const told = Buffer.from(content.messageSignature.messageDigest.digest).toString('hex');
  return subjects.find(({ thing }) => Object.values(thing.digests).includes(told)) ?? subjects[0];
}

/** The signature of a statement says nothing about an artifact until the subjects of the statement name it. */
function bindStatement(
  envelope: { readonly payloadType: string; readonly payload: Uint8Array },
  signers: readonly Signer[],
  subjects: readonly [Subject, ...Subject[]],
): Outcome<ProvenDocument> {
  const read = readStatement(envelope);
  if (!read.ok) return read;
  const statement = read.value;
  const about = subjects.filter(({ thing }) => isAbout(statement, thing)).map(({ role }) => role);
  return about.length > 0
    ? accept({ signers, statement, about })
    : rejectSubject(statement, subjects[0].thing);
}
