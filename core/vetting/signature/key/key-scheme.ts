import { constants, type KeyObject, sign, verify } from 'node:crypto';

/**
 * How a key signs. The scheme belongs to the key and is never taken from a signed document: nobody can choose a
 * weaker one, or another meaning, for a key that is trusted.
 */
export const keySchemes = [
  'ecdsa-p256-sha256',
  'ecdsa-p384-sha384',
  'ecdsa-p384-sha256',
  'ed25519',
  'rsa-pss-sha256',
  'rsa-pss-sha512',
  'rsa-pkcs1-sha256',
  'rsa-pkcs1-sha512',
] as const;

export type KeyScheme = (typeof keySchemes)[number];

const LEAST_RSA_BITS = 2048;

/** The schemes that fit a public or private key, the usual one first; none for a kind or size that is not accepted. */
export function schemesOf(key: KeyObject): readonly KeyScheme[] {
  const { asymmetricKeyType, asymmetricKeyDetails } = key;
  switch (asymmetricKeyType) {
    case 'ec':
      if (asymmetricKeyDetails?.namedCurve === 'prime256v1') return ['ecdsa-p256-sha256'];
      if (asymmetricKeyDetails?.namedCurve === 'secp384r1') return ['ecdsa-p384-sha384', 'ecdsa-p384-sha256'];
      return [];
    case 'ed25519':
      return ['ed25519'];
    case 'rsa':
      return (asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_RSA_BITS
        ? []
        : ['rsa-pkcs1-sha256', 'rsa-pkcs1-sha512', 'rsa-pss-sha256', 'rsa-pss-sha512'];
    case 'rsa-pss':
      return (asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_RSA_BITS
        ? []
        : ['rsa-pss-sha256', 'rsa-pss-sha512'];
    default:
      return [];
  }
}

export function signWith(data: Uint8Array, key: KeyObject, scheme: KeyScheme): Buffer {
  return sign(hashOf(scheme), data, { key, ...optionsOf(scheme) });
}

export function verifyWith(
  data: Uint8Array,
  signature: Uint8Array,
  key: KeyObject,
  scheme: KeyScheme,
): boolean {
  try {
    return verify(hashOf(scheme), data, { key, ...optionsOf(scheme) }, signature);
  } catch {
    return false;
  }
}

function hashOf(scheme: KeyScheme): string | null {
  return scheme === 'ed25519' ? null : scheme.slice(scheme.lastIndexOf('-') + 1);
}

function optionsOf(scheme: KeyScheme): { padding?: number; saltLength?: number; dsaEncoding?: 'der' } {
  if (scheme.startsWith('rsa-pss')) {
    return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  }
  if (scheme.startsWith('rsa-pkcs1')) return { padding: constants.RSA_PKCS1_PADDING };
  return scheme === 'ed25519' ? {} : { dsaEncoding: 'der' };
}
