import { dsse } from '@sigstore/core';
import { type Signer, signerKey } from '../identity/signer.ts';
import { type KeyTrust, verifyWithKeys } from '../key/verify-with-keys.ts';
import { accept, type Outcome } from '../outcome.ts';
import type { Envelope } from './read-envelope.ts';

/**
 * Verifies an envelope with the trusted keys. Signatures of others beside a trusted one do no harm; two signatures of
 * one key are one signer.
 *
 * @returns every trusted signer, at least one
 */
export function verifyEnvelope(
  { payloadType, payload, signatures }: Envelope,
  trust: KeyTrust,
): Outcome<readonly Signer[]> {
  const signed = dsse.preAuthEncoding(payloadType, payload);
  const outcomes = signatures.map(({ signature, hint }) => verifyWithKeys(signed, signature, hint, trust));
  const signers = new Map(
    outcomes.flatMap((outcome) => (outcome.ok ? [[signerKey(outcome.value), outcome.value] as const] : [])),
  );
  const [first] = outcomes;
  return signers.size === 0 && first !== undefined && !first.ok ? first : accept([...signers.values()]);
}
