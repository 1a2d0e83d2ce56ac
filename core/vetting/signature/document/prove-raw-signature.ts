import type { Signer } from '../identity/signer.ts';
import { type KeyTrust, verifyWithKeys } from '../key/verify-with-keys.ts';
import { type Outcome, reject } from '../outcome.ts';
import { decodeBase64 } from './base64.ts';

const MAX_SIGNATURE_BYTES = 8192;

/**
 * Verifies a signature that stands alone in a file, as cosign and OpenSSL write it: base64, or the bytes themselves.
 *
 * @param signed the bytes that it has to be over
 */
export function proveRawSignature(file: Uint8Array, signed: Uint8Array, trust: KeyTrust): Outcome<Signer> {
  if (file.length > MAX_SIGNATURE_BYTES) {
    return reject(
      'signature/limit',
      `The signature has ${file.length.toLocaleString('en')} bytes; none is longer than ${MAX_SIGNATURE_BYTES.toLocaleString('en')}.`,
      'Attach the signature that the signing tool wrote, unchanged.',
    );
  }
  const signature = decodeBase64(Buffer.from(file).toString('latin1').trim()) ?? file;
  return verifyWithKeys(signed, signature, '', trust);
}
