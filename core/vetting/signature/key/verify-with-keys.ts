import type { Signer } from '../identity/signer.ts';
import { accept, type Outcome, type Rejected, reject } from '../outcome.ts';
import { verifyWith } from './key-scheme.ts';
import type { TrustedKey } from './trusted-key.ts';

export interface KeyTrust {
  readonly keys: readonly TrustedKey[];
  /** The time that counts where no timestamp authority or log tells when a signature was made. */
  readonly now: Date;
}

/**
 * Finds the trusted key that made a signature.
 *
 * @param hint what the document says about the key. Nobody vouches for it: it only chooses what is tried first.
 */
export function verifyWithKeys(
  data: Uint8Array,
  signature: Uint8Array,
  hint: string,
  { keys, now }: KeyTrust,
): Outcome<Signer> {
  const key = orderByHint(keys, hint).find((candidate) =>
    verifyWith(data, signature, candidate.key, candidate.scheme),
  );
  if (key === undefined) return unknownKey(keys, hint);
  const refused = refuseKey(key, [now]);
  return refused ?? accept({ kind: 'key', id: key.id, fingerprint: key.fingerprint });
}

export function orderByHint(keys: readonly TrustedKey[], hint: string): readonly TrustedKey[] {
  const matching = keys.filter((key) => matchesHint(key, hint));
  return [...matching, ...keys.filter((key) => !matching.includes(key))];
}

function matchesHint({ id, fingerprint }: TrustedKey, hint: string): boolean {
  return hint === id || hint === fingerprint || hint === Buffer.from(fingerprint, 'hex').toString('base64');
}

/** A hint that names a trusted key makes the signature wrong, not the key unknown. */
export function unknownKey(keys: readonly TrustedKey[], hint: string): Rejected {
  const named = hint === '' ? undefined : keys.find((key) => matchesHint(key, hint));
  if (named !== undefined) {
    return reject(
      'signature/invalid',
      `The signature is not one of the key ${named.id} over this content.`,
      'Sign the content as it is now, with that key.',
    );
  }
  return reject(
    'signature/untrusted-key',
    keys.length === 0
      ? 'The signature was made with a key, and no key is trusted.'
      : 'The signature is not of a key that is trusted.',
    'Sign with a key of the marketplace, or ask its admins to trust this one.',
  );
}

/**
 * Why a key does not count.
 *
 * @param times when the signature was made, as far as somebody else proves it; otherwise the time of judging
 */
export function refuseKey(key: TrustedKey, times: readonly Date[]): Rejected | undefined {
  for (const time of times) {
    if (key.revokedAt !== undefined && time >= key.revokedAt) {
      return refuse(`The key ${key.id} was revoked on ${day(key.revokedAt)}`);
    }
    if (key.validFrom !== undefined && time < key.validFrom) {
      return refuse(`The key ${key.id} is valid from ${day(key.validFrom)} only`);
    }
    if (key.validUntil !== undefined && time > key.validUntil) {
      return refuse(`The key ${key.id} was valid until ${day(key.validUntil)}`);
    }
  }
  return undefined;
}

function refuse(what: string): Rejected {
  return reject(
    'signature/untrusted-key',
    `${what}, and nothing proves that the signature was made in its time.`,
    'Sign again with a key that is trusted now.',
  );
}

function day(time: Date): string {
  return time.toISOString().slice(0, 10);
}
