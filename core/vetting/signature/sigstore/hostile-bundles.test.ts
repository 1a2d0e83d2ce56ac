import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProvenDocument, proveDocument, type Subject } from '../document/prove-document.ts';
import { thingOfBytes, thingOfDigest } from '../intoto/digests.ts';
import type { Outcome } from '../outcome.ts';
import { SignatureError } from '../signature-error.ts';
import { type LocalSigstore, startLocalSigstore } from '../testing/local-sigstore.ts';
import { mintAttestation, mintSignature } from '../testing/mint-bundle.ts';
import { aCertificate, build, statementV1 } from '../testing/slsa-builds.ts';
import { readTrustRoot } from './read-trust-root.ts';

interface Bundle {
  mediaType: string;
  verificationMaterial: {
    certificate?: { rawBytes: string };
    x509CertificateChain?: { certificates: { rawBytes: string }[] };
    tlogEntries: { inclusionProof: { hashes: string[] }; canonicalizedBody: string; logIndex: string }[];
    timestampVerificationData: { rfc3161Timestamps: { signedTimestamp: string }[] };
  };
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string }[] };
}

const artifact: Subject = { role: 'artifact', thing: thingOfDigest(`sha256:${build.sha256}`) };
const bytes = Buffer.from('the bytes of an artifact');
let sigstore: LocalSigstore;
let attestation: string;
let signature: string;

beforeAll(async () => {
  sigstore = await startLocalSigstore();
  attestation = JSON.stringify(await mintAttestation(sigstore, aCertificate(), statementV1()));
  signature = JSON.stringify(await mintSignature(sigstore, aCertificate(), bytes));
});

afterAll(() => sigstore.close());

function prove(value: unknown, subject: Subject = artifact): Outcome<ProvenDocument> {
  return proveDocument(value, [subject], {
    trustRoot: () => readTrustRoot(sigstore.trustRoot),
    keys: [],
    now: new Date(),
  });
}

function proveChanged(change: (bundle: Bundle) => void): Outcome<ProvenDocument> {
  const bundle: Bundle = JSON.parse(attestation);
  change(bundle);
  return prove(bundle);
}

function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');
}

const manyTimes = <T>(list: readonly T[], times: number): T[] =>
  Array.from({ length: times }, () => list).flat();

describe('when a bundle is unchanged', () => {
  it('verifies a statement', () => {
    expect(proveChanged(() => undefined)).toMatchObject({
      ok: true,
      value: {
        about: ['artifact'],
        signers: [{ kind: 'certificate', identity: build.builder, issuer: build.issuer }],
      },
    });
  });

  it('verifies a signature over bytes', () => {
    const subject: Subject = { role: 'artifact', thing: thingOfBytes(bytes) };
    expect(prove(JSON.parse(signature), subject)).toMatchObject({
      ok: true,
      value: { statement: undefined },
    });
  });

  it('cannot verify a signature over bytes that are not there', () => {
    const { sha256 } = thingOfBytes(bytes).digests;
    const subject: Subject = { role: 'artifact', thing: thingOfDigest(`sha256:${sha256}`) };
    expect(prove(JSON.parse(signature), subject)).toMatchObject({ rejection: { rule: 'signature/unbound' } });
  });

  it('refuses a signature over other bytes', () => {
    const subject: Subject = { role: 'artifact', thing: thingOfBytes(Buffer.from('others')) };
    expect(prove(JSON.parse(signature), subject)).toMatchObject({
      rejection: { rule: 'signature/wrong-subject' },
    });
  });

  it('refuses other bytes whose digest the bundle claims', () => {
    const other = Buffer.from('others');
    const bundle = JSON.parse(signature);
    const claimed = Buffer.from(thingOfBytes(other).digests['sha256'] ?? '', 'hex');
    bundle.messageSignature.messageDigest.digest = claimed.toString('base64');
    expect(prove(bundle, { role: 'artifact', thing: thingOfBytes(other) })).toMatchObject({
      rejection: { rule: 'signature/invalid' },
    });
  });

  it('does not verify by another trust root', async () => {
    const other = await startLocalSigstore();
    await other.close();
    const outcome = proveDocument(JSON.parse(attestation), [artifact], {
      trustRoot: () => readTrustRoot(other.trustRoot),
      keys: [],
      now: new Date(),
    });
    expect(outcome).toMatchObject({ rejection: { rule: 'signature/invalid' } });
  });

  it('does not call a broken trust root a bad signature', () => {
    const trust = { trustRoot: () => readTrustRoot(Buffer.from('{}')), keys: [], now: new Date() };
    expect(() => proveDocument(JSON.parse(attestation), [artifact], trust)).toThrow(SignatureError);
  });
});

describe('when a bundle is changed', () => {
  it.each<[string, (bundle: Bundle) => void, string]>([
    [
      'another statement',
      ({ dsseEnvelope }) => Object.assign(dsseEnvelope, { payload: encode(statementV1({})) }),
      'signature/invalid',
    ],
    [
      'another payload type',
      ({ dsseEnvelope }) => Object.assign(dsseEnvelope, { payloadType: 'text/plain' }),
      'signature/invalid',
    ],
    [
      'no log entry',
      ({ verificationMaterial }) => Object.assign(verificationMaterial, { tlogEntries: [] }),
      'signature/invalid',
    ],
    [
      'one log entry twice',
      ({ verificationMaterial }) =>
        Object.assign(verificationMaterial, { tlogEntries: manyTimes(verificationMaterial.tlogEntries, 2) }),
      'signature/invalid',
    ],
    [
      'a log entry about something else',
      ({ verificationMaterial }) =>
        Object.assign(verificationMaterial.tlogEntries[0] ?? {}, { canonicalizedBody: encode('{}') }),
      'signature/invalid',
    ],
    [
      'no certificate',
      ({ verificationMaterial }) => Object.assign(verificationMaterial, { certificate: undefined }),
      'signature/malformed',
    ],
    [
      'a certificate that is none',
      ({ verificationMaterial }) =>
        Object.assign(verificationMaterial, { certificate: { rawBytes: encode('x') } }),
      'signature/invalid',
    ],
    [
      'a certificate that is nested without end',
      ({ verificationMaterial }) =>
        Object.assign(verificationMaterial, {
          certificate: { rawBytes: Buffer.alloc(60_000, Buffer.from([0x30, 0x80])).toString('base64') },
        }),
      'signature/invalid',
    ],
    [
      'a hint at a key instead',
      ({ verificationMaterial }) =>
        Object.assign(verificationMaterial, { certificate: undefined, publicKey: { hint: 'x' } }),
      'signature/untrusted-key',
    ],
    [
      'an unknown version',
      (bundle) =>
        Object.assign(bundle, { mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.9' }),
      'signature/malformed',
    ],
    [
      'a version with something after it',
      (bundle) => Object.assign(bundle, { mediaType: `${bundle.mediaType};x` }),
      'signature/malformed',
    ],
    [
      'no signature',
      ({ dsseEnvelope }) => Object.assign(dsseEnvelope, { signatures: [] }),
      'signature/malformed',
    ],
    [
      'two signatures',
      ({ dsseEnvelope }) =>
        Object.assign(dsseEnvelope, { signatures: manyTimes(dsseEnvelope.signatures, 2) }),
      'signature/malformed',
    ],
    [
      'a signature that is not base64',
      ({ dsseEnvelope }) => Object.assign(dsseEnvelope.signatures[0] ?? {}, { sig: '***' }),
      'signature/malformed',
    ],
    [
      'a payload with a line break in its base64',
      ({ dsseEnvelope }) => Object.assign(dsseEnvelope, { payload: `${dsseEnvelope.payload}\n` }),
      'signature/malformed',
    ],
    [
      'a number where text is expected',
      ({ dsseEnvelope }) => Object.assign(dsseEnvelope, { payload: 7 }),
      'signature/malformed',
    ],
  ])('refuses %s', (_name, change, rule) => {
    expect(proveChanged(change)).toMatchObject({ ok: false, rejection: { rule } });
  });

  it('never accepts one whose bytes were changed anywhere', () => {
    const original = prove(JSON.parse(attestation));
    const unchanged = original.ok ? original.value : undefined;
    const at = fc.nat(attestation.length - 1);
    fc.assert(
      fc.property(at, fc.constantFrom('A', 'z', '0', '"', '}', '='), (place, character) => {
        const text = attestation.slice(0, place) + character + attestation.slice(place + 1);
        let value: unknown;
        try {
          value = JSON.parse(text);
        } catch {
          return true;
        }
        const outcome = prove(value);
        // What is not signed may change, such as the name of a field that nobody reads; what is proven may not.
        return !outcome.ok || isDeepStrictEqual(outcome.value, unchanged);
      }),
      { numRuns: 60 },
    );
  });

  it('never throws for whatever stands in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('verificationMaterial', 'dsseEnvelope'), (value, field) => {
        const bundle = { ...JSON.parse(attestation), [field]: value };
        return !prove(bundle).ok;
      }),
      { numRuns: 60 },
    );
  });
});

describe('when a bundle is made to exhaust', () => {
  it.each<[string, (bundle: Bundle) => void]>([
    [
      'a chain of a thousand certificates',
      (bundle) => {
        const { verificationMaterial } = bundle;
        const certificates = manyTimes([verificationMaterial.certificate ?? { rawBytes: '' }], 1000);
        bundle.mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.2';
        Object.assign(verificationMaterial, {
          certificate: undefined,
          x509CertificateChain: { certificates },
        });
      },
    ],
    [
      'a thousand log entries',
      ({ verificationMaterial }) =>
        Object.assign(verificationMaterial, {
          tlogEntries: manyTimes(verificationMaterial.tlogEntries, 1000),
        }),
    ],
    [
      'a proof of a hundred thousand hashes',
      ({ verificationMaterial }) =>
        verificationMaterial.tlogEntries[0]?.inclusionProof &&
        Object.assign(verificationMaterial.tlogEntries[0].inclusionProof, {
          hashes: manyTimes([encode('x')], 100_000),
        }),
    ],
    [
      'a thousand timestamps',
      ({ verificationMaterial: { timestampVerificationData } }) =>
        Object.assign(timestampVerificationData, {
          rfc3161Timestamps: manyTimes(timestampVerificationData.rfc3161Timestamps, 1000),
        }),
    ],
    [
      'a certificate of a megabyte',
      ({ verificationMaterial }) =>
        Object.assign(verificationMaterial, {
          certificate: { rawBytes: Buffer.alloc(1_048_576).toString('base64') },
        }),
    ],
  ])('refuses %s by its limits', (_name, change) => {
    expect(proveChanged(change)).toMatchObject({ ok: false, rejection: { rule: 'signature/limit' } });
  });
});

describe('when the statement in a bundle is hostile', () => {
  it.each<[string, string, string]>([
    [
      'a key twice',
      `{"_type":"https://in-toto.io/Statement/v1","subject":[],"subject":[{"digest":{"sha256":"${build.sha256}"}}],"predicateType":"a","predicate":{}}`,
      'signature/malformed',
    ],
    [
      'a digest twice',
      `{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"00","sha256":"${build.sha256}"}}],"predicateType":"a","predicate":{}}`,
      'signature/malformed',
    ],
    ['nesting without end', `{"_type":${'['.repeat(50_000)}`, 'signature/limit'],
    [
      'too many subjects',
      JSON.stringify(statementV1({}, { subject: manyTimes([{ digest: { sha256: build.sha256 } }], 10_001) })),
      'signature/limit',
    ],
    ['no JSON', 'statement', 'signature/malformed'],
  ])('refuses %s, though the signature is right', async (_name, statement, rule) => {
    const bundle = await mintAttestation(sigstore, aCertificate(), statement);
    expect(prove(bundle)).toMatchObject({ ok: false, rejection: { rule } });
  });
});
