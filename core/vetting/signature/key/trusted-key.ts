import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { SignatureError } from '../signature-error.ts';
import { type KeyScheme, schemesOf } from './key-scheme.ts';

/** A key whose signatures count, as the settings name it. */
export interface KeySettings {
  readonly id: string;
  /** Public key as PEM (`BEGIN PUBLIC KEY`): ECDSA P-256 or P-384, Ed25519, or RSA of 2048 bits and more. */
  readonly pem: string;
  /** How the key signs; the usual scheme of its kind when absent. */
  readonly scheme?: KeyScheme;
  /** Time from which its signatures count. */
  readonly validFrom?: string;
  /** Time until which its signatures count. */
  readonly validUntil?: string;
  /** Time from which the key is not trusted any more, as it was lost or withdrawn. */
  readonly revokedAt?: string;
}

export interface TrustedKey {
  readonly id: string;
  readonly key: KeyObject;
  readonly scheme: KeyScheme;
  /** SHA-256 of the key in its DER form, in hexadecimal digits. */
  readonly fingerprint: string;
  readonly validFrom: Date | undefined;
  readonly validUntil: Date | undefined;
  readonly revokedAt: Date | undefined;
}

/** @throws {SignatureError} for a key that cannot be used, or an id that two keys have */
export function readTrustedKeys(settings: readonly KeySettings[]): readonly TrustedKey[] {
  const ids = new Set<string>();
  return settings.map((setting) => {
    if (ids.has(setting.id)) throw new SignatureError('trusted-key', `Two keys have the id ${setting.id}.`);
    ids.add(setting.id);
    return readTrustedKey(setting);
  });
}

function readTrustedKey({ id, pem, scheme, ...times }: KeySettings): TrustedKey {
  const key = readPublicKey(id, pem);
  const schemes = schemesOf(key);
  const chosen = scheme ?? schemes[0];
  if (chosen === undefined) {
    throw new SignatureError(
      'trusted-key',
      `The key ${id} is of a kind or size that is not accepted: use ECDSA P-256 or P-384, Ed25519, or RSA of at least 2048 bits.`,
    );
  }
  if (!schemes.includes(chosen)) {
    throw new SignatureError(
      'trusted-key',
      `The key ${id} cannot sign as ${chosen}; it can as ${schemes.join(', ')}.`,
    );
  }
  return {
    id,
    key,
    scheme: chosen,
    fingerprint: fingerprintOf(key).toString('hex'),
    validFrom: readTime(id, times.validFrom),
    validUntil: readTime(id, times.validUntil),
    revokedAt: readTime(id, times.revokedAt),
  };
}

/** SHA-256 of the public key in its DER form; in base64 it is the usual hint of a Sigstore bundle. */
export function fingerprintOf(key: KeyObject): Buffer {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest();
}

/** Only a public key is taken: a private one that strayed into the settings is an accident to be told. */
function readPublicKey(id: string, pem: string): KeyObject {
  if (!/^\s*-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----\s*$/.test(pem)) {
    throw new SignatureError('trusted-key', `The key ${id} is not a public key in PEM form.`);
  }
  try {
    return createPublicKey(pem);
  } catch (error) {
    throw new SignatureError('trusted-key', `The key ${id} cannot be read.`, { cause: error });
  }
}

function readTime(id: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw new SignatureError(
      'trusted-key',
      `The key ${id} has ${JSON.stringify(text)} where a time is expected.`,
    );
  }
  return time;
}
