import { decodeBase64 } from '../document/base64.ts';
import { isRecord } from '../document/is-record.ts';
import { accept, type Outcome, type Rejected, reject } from '../outcome.ts';

export interface Envelope {
  readonly payloadType: string;
  readonly payload: Buffer;
  readonly signatures: readonly { readonly hint: string; readonly signature: Buffer }[];
}

const MAX_SIGNATURES = 16;

/** Whether a document looks like a DSSE envelope. */
export function isEnvelope(value: unknown): boolean {
  return isRecord(value) && 'payloadType' in value && 'signatures' in value;
}

/** Reads a DSSE envelope; nothing in it is verified yet. */
export function readEnvelope(value: unknown): Outcome<Envelope> {
  if (!isRecord(value)) return malformed('is not an object');
  const { payloadType, signatures } = value;
  const payload = bytesOf(value['payload']);
  if (typeof payloadType !== 'string' || payloadType === '') return malformed('has no payloadType');
  if (payload === undefined) return malformed('has no payload in base64');
  if (!Array.isArray(signatures) || signatures.length === 0) return malformed('has no signatures');
  if (signatures.length > MAX_SIGNATURES) {
    return reject(
      'signature/limit',
      `The envelope has ${signatures.length} signatures; at most ${MAX_SIGNATURES} are read.`,
      'Keep the signatures of the keys that the marketplace trusts.',
    );
  }
  const read = signatures.map(readSignature);
  return read.every((signature) => signature !== undefined)
    ? accept({ payloadType, payload, signatures: read })
    : malformed('has a signature that is not in base64');
}

function readSignature(value: unknown): Envelope['signatures'][number] | undefined {
  if (!isRecord(value)) return undefined;
  const signature = bytesOf(value['sig']);
  const hint = value['keyid'] ?? '';
  return signature === undefined || typeof hint !== 'string' ? undefined : { hint, signature };
}

function bytesOf(value: unknown): Buffer | undefined {
  const bytes = typeof value === 'string' ? decodeBase64(value) : undefined;
  return bytes === undefined || bytes.length === 0 ? undefined : bytes;
}

function malformed(what: string): Rejected {
  return reject(
    'signature/malformed',
    `The envelope ${what}.`,
    'Attach the envelope that the signing tool wrote, unchanged.',
  );
}
