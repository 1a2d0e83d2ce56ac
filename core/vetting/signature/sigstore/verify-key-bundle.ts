import { type SignedEntity, Verifier } from '@sigstore/verify';
import type { Signer } from '../identity/signer.ts';
import { verifyWith } from '../key/key-scheme.ts';
import type { TrustedKey } from '../key/trusted-key.ts';
import { orderByHint, refuseKey, unknownKey } from '../key/verify-with-keys.ts';
import { accept, type Outcome } from '../outcome.ts';
import type { TrustRoot } from './read-trust-root.ts';
import type { BundleTrust } from './verify-bundle.ts';

/**
 * A bundle with a key needs no log and no timestamp, but those it has must be right. The signature itself is checked
 * by the scheme of the trusted key, not by the one that the bundle tells.
 */
export function verifyKeyBundle(
  entity: SignedEntity,
  hint: string,
  signed: Uint8Array,
  trust: BundleTrust,
): Outcome<Signer> {
  const { signature } = entity.signature;
  const key = orderByHint(trust.keys, hint).find((candidate) =>
    verifyWith(signed, signature, candidate.key, candidate.scheme),
  );
  if (key === undefined) return unknownKey(trust.keys, hint);
  const times: Date[] = [];
  const noteTime = (time: Date): boolean => {
    times.push(time);
    return true;
  };
  const authorities =
    entity.tlogEntries.length + entity.timestamps.length === 0 ? noAuthorities : trust.trustRoot();
  const verifier = new Verifier(
    { ...authorities, publicKey: () => ({ publicKey: key.key, validFor: noteTime }) },
    { tlogThreshold: 0, timestampThreshold: 0, ctlogThreshold: 0 },
  );
  verifier.verify({ ...entity, signature: withScheme(entity.signature, signed, key) });
  const refused = refuseKey(key, times.length === 0 ? [trust.now] : times);
  return refused ?? accept({ kind: 'key', id: key.id, fingerprint: key.fingerprint });
}

const noAuthorities: TrustRoot = {
  certificateAuthorities: [],
  timestampAuthorities: [],
  tlogs: [],
  ctlogs: [],
};

function withScheme(
  content: SignedEntity['signature'],
  signed: Uint8Array,
  { key, scheme }: TrustedKey,
): SignedEntity['signature'] {
  return {
    signature: content.signature,
    compareSignature: (signature) => content.compareSignature(signature),
    compareDigest: (digest) => content.compareDigest(digest),
    compareSignedDigest: (digest) => content.compareSignedDigest(digest),
    verifySignature: () => verifyWith(signed, content.signature, key, scheme),
  };
}
