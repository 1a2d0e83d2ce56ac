import { TrustedRoot } from '@sigstore/protobuf-specs';
import { type TrustMaterial, toTrustMaterial } from '@sigstore/verify';
import { isRecord } from '../document/is-record.ts';
import { readJson } from '../document/read-json.ts';
import { SignatureError } from '../signature-error.ts';

/** The public parts of a Sigstore deployment, ready to verify with; its keys are found elsewhere. */
export type TrustRoot = Omit<TrustMaterial, 'publicKey'>;

const MEDIA_TYPES = [
  'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
  'application/vnd.dev.sigstore.trustedroot.v0.2+json',
];
const MAX_BYTES = 1_048_576;

/**
 * Reads a Sigstore trust root. A key without a start of its validity would be valid since ever, so it is refused: the
 * verifier itself lets it pass.
 *
 * @throws {SignatureError} for a file that is not a sound trust root
 */
export function readTrustRoot(bytes: Uint8Array): TrustRoot {
  const json = readJson(bytes, MAX_BYTES);
  if (!json.ok) throw unusable(json.rejection.message);
  if (!isRecord(json.value)) throw unusable('It is not an object.');
  const mediaType = json.value['mediaType'];
  if (typeof mediaType !== 'string' || !MEDIA_TYPES.includes(mediaType)) {
    throw unusable(`Its media type is ${JSON.stringify(mediaType)}.`);
  }
  let root: TrustedRoot;
  try {
    root = TrustedRoot.fromJSON(json.value);
  } catch (error) {
    throw unusable('It cannot be read.', error);
  }
  checkStarts(root);
  try {
    const { publicKey: _, ...authorities } = toTrustMaterial(root);
    return authorities;
  } catch (error) {
    throw unusable('It holds a key or certificate that cannot be read.', error);
  }
}

function checkStarts({ tlogs, ctlogs, certificateAuthorities, timestampAuthorities }: TrustedRoot): void {
  const periods = [
    ...tlogs.map((log) => ['transparency log', log.publicKey?.validFor] as const),
    ...ctlogs.map((log) => ['certificate log', log.publicKey?.validFor] as const),
    ...certificateAuthorities.map((authority) => ['certificate authority', authority.validFor] as const),
    ...timestampAuthorities.map((authority) => ['timestamp authority', authority.validFor] as const),
  ];
  for (const [what, period] of periods) {
    const start = period?.start;
    if (start === undefined || Number.isNaN(start.getTime())) {
      throw unusable(`A ${what} in it does not say from when it is valid (validFor.start).`);
    }
    if (period?.end !== undefined && !(period.end > start)) {
      throw unusable(`The validity of a ${what} in it ends before it starts.`);
    }
  }
}

function unusable(what: string, cause?: unknown): SignatureError {
  return new SignatureError('trust-root', `The trust root cannot be used. ${what}`, { cause });
}
