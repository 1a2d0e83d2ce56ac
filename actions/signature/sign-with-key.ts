import { createHash } from 'node:crypto';
import { bundleToJSON, envelopeToJSON, toDSSEBundle, toMessageSignatureBundle } from '@sigstore/bundle';
import { dsse } from '@sigstore/core';
import { PAYLOAD_TYPE } from '@souk/vetting/signature/intoto/read-statement.ts';
import { signWith } from '@souk/vetting/signature/key/key-scheme.ts';
import type { SigningKey } from './read-signing-key.ts';
import type { SigningInput } from './signing-input.ts';

/**
 * Signs with a key that lasts. The hint in the result only tells which key it was; it proves nothing.
 *
 * @returns a Sigstore bundle v0.3 as JSON
 */
export function signBundle(input: SigningInput, { key, scheme, fingerprint }: SigningKey): unknown {
  const keyHint = fingerprint.toString('base64');
  if (input.kind === 'message') {
    const digest = createHash('sha256').update(input.data).digest();
    const signature = signWith(input.data, key, scheme);
    return bundleToJSON(toMessageSignatureBundle({ digest, signature, keyHint }));
  }
  const signature = signWith(dsse.preAuthEncoding(PAYLOAD_TYPE, input.payload), key, scheme);
  return bundleToJSON(
    toDSSEBundle({ artifact: input.payload, artifactType: PAYLOAD_TYPE, signature, keyHint }),
  );
}

/** @returns a DSSE envelope as JSON */
export function signEnvelope(payload: Buffer, { key, scheme, fingerprint }: SigningKey): unknown {
  const sig = signWith(dsse.preAuthEncoding(PAYLOAD_TYPE, payload), key, scheme);
  const keyid = fingerprint.toString('base64');
  return envelopeToJSON({ payloadType: PAYLOAD_TYPE, payload, signatures: [{ keyid, sig }] });
}
