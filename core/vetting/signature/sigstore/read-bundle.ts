import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import { decodeBase64 } from '../document/base64.ts';
import { isRecord } from '../document/is-record.ts';
import { accept, type Outcome, type Rejected, reject } from '../outcome.ts';

const MEDIA_TYPES = [
  'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'application/vnd.dev.sigstore.bundle+json;version=0.2',
  'application/vnd.dev.sigstore.bundle+json;version=0.3',
  'application/vnd.dev.sigstore.bundle.v0.3+json',
];

/** Fields of a bundle that hold bytes. */
const BYTE_FIELDS = new Set([
  ...['canonicalizedBody', 'digest', 'keyId', 'payload', 'rawBytes', 'rootHash', 'sig'],
  ...['signature', 'signedEntryTimestamp', 'signedTimestamp'],
]);

/** Far above what the signing tools write, far below what takes time to verify. */
const MAX = { certificates: 10, logEntries: 8, timestamps: 8, proofHashes: 64, rawBytes: 65_536 } as const;

/** Whether a document says that it is a Sigstore bundle. */
export function isBundle(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['mediaType'] === 'string' &&
    value['mediaType'].startsWith('application/vnd.dev.sigstore.bundle')
  );
}

/** Reads a Sigstore bundle of the versions 0.1 to 0.3; nothing in it is verified yet. */
export function readBundle(value: unknown): Outcome<Bundle> {
  const mediaType = isRecord(value) ? value['mediaType'] : undefined;
  if (typeof mediaType !== 'string' || !MEDIA_TYPES.includes(mediaType)) {
    return malformed(
      `The bundle has the media type ${JSON.stringify(mediaType)}; the versions 0.1 to 0.3 are read`,
    );
  }
  const field = findBadBytes(value);
  if (field !== undefined) return malformed(`The field ${field} of the bundle is not base64`);
  let bundle: Bundle;
  try {
    bundle = bundleFromJSON(value);
  } catch {
    return malformed('The bundle lacks fields that its version requires');
  }
  const excess = findExcess(bundle);
  return excess === undefined
    ? accept(bundle)
    : reject(
        'signature/limit',
        `The bundle has ${excess}.`,
        'Attach the bundle that the signing tool wrote, unchanged.',
      );
}

function findBadBytes(value: unknown): string | undefined {
  if (Array.isArray(value)) return firstOf(value, findBadBytes);
  if (!isRecord(value)) return undefined;
  return firstOf(Object.entries(value), ([name, inner]) =>
    BYTE_FIELDS.has(name) && typeof inner === 'string'
      ? decodeBase64(inner) === undefined
        ? name
        : undefined
      : findBadBytes(inner),
  );
}

function firstOf<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function findExcess({ verificationMaterial }: Bundle): string | undefined {
  const { content, tlogEntries, timestampVerificationData } = verificationMaterial;
  const stamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  const certificates =
    content.$case === 'x509CertificateChain'
      ? content.x509CertificateChain.certificates
      : content.$case === 'certificate'
        ? [content.certificate]
        : [];
  const proofs = tlogEntries.map(({ inclusionProof }) => inclusionProof?.hashes.length ?? 0);
  const blobs = [
    ...certificates.map((certificate) => certificate.rawBytes),
    ...stamps.map((stamp) => stamp.signedTimestamp),
  ];
  if (certificates.length > MAX.certificates) return `a chain of ${certificates.length} certificates`;
  if (tlogEntries.length > MAX.logEntries) return `${tlogEntries.length} log entries`;
  if (stamps.length > MAX.timestamps) return `${stamps.length} timestamps`;
  if (proofs.some((hashes) => hashes > MAX.proofHashes)) return 'an inclusion proof of absurd length';
  if (blobs.some((bytes) => bytes.length > MAX.rawBytes))
    return 'a certificate or timestamp of absurd length';
  return undefined;
}

function malformed(what: string): Rejected {
  return reject(
    'signature/malformed',
    `${what}.`,
    'Attach the bundle that the signing tool wrote, unchanged.',
  );
}
