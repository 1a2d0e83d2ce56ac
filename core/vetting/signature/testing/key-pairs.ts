import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { KeyScheme } from '../key/key-scheme.ts';
import { type KeySettings, readTrustedKeys, type TrustedKey } from '../key/trusted-key.ts';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** A fresh pair for each scheme. */
export const makePair: Readonly<Record<KeyScheme, () => KeyPair>> = {
  'ecdsa-p256-sha256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'ecdsa-p384-sha384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'ecdsa-p384-sha256': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  ed25519: () => generateKeyPairSync('ed25519'),
  'rsa-pss-sha256': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'rsa-pss-sha512': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'rsa-pkcs1-sha256': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'rsa-pkcs1-sha512': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

export function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

export function trustedKey(publicKey: KeyObject, changes: Partial<KeySettings> = {}): TrustedKey {
  const [key] = readTrustedKeys([{ id: 'release', pem: pemOf(publicKey), ...changes }]);
  if (key === undefined) throw new Error('no key was read');
  return key;
}
