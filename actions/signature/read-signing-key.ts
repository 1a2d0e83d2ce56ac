import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type KeyScheme, schemesOf } from '@souk/vetting/signature/key/key-scheme.ts';
import { fingerprintOf } from '@souk/vetting/signature/key/trusted-key.ts';
import { UsageError } from '../cli/exit-code.ts';

export interface SigningKey {
  readonly key: KeyObject;
  readonly scheme: KeyScheme;
  /** SHA-256 of the public key, by which verifiers find it. */
  readonly fingerprint: Buffer;
}

/**
 * Reads a private key.
 *
 * @param passphrase for an encrypted key
 * @throws {UsageError} that never holds anything of the key or the passphrase
 */
export function readSigningKey(pem: string, passphrase: string | undefined, variable: string): SigningKey {
  if (pem.includes('SIGSTORE PRIVATE KEY') || pem.includes('COSIGN PRIVATE KEY')) {
    throw new UsageError(
      'The key is in the format of cosign, which only cosign reads. Use a PKCS #8 key, such as one from openssl genpkey.',
    );
  }
  const encrypted = pem.includes('ENCRYPTED');
  if (encrypted && passphrase === undefined) {
    throw new UsageError(`The key is encrypted: put its passphrase in the environment variable ${variable}.`);
  }
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    throw new UsageError(
      encrypted
        ? `The key cannot be decrypted with the passphrase in ${variable}.`
        : 'The file of --key holds no private key in PEM form.',
    );
  }
  const [scheme] = schemesOf(key);
  if (scheme === undefined) {
    throw new UsageError(
      'The key is of a kind or size that is not accepted: use ECDSA P-256 or P-384, Ed25519, or RSA of at least 2048 bits.',
    );
  }
  return { key, scheme, fingerprint: fingerprintOf(createPublicKey(key)) };
}
