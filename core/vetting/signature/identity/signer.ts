import type { CertificateClaims } from './certificate-claims.ts';

/** Who made a signature, as the mathematics proves it. Whether that one is trusted is another question. */
export type Signer =
  | {
      readonly kind: 'certificate';
      readonly issuer: string;
      readonly identity: string;
      readonly claims: CertificateClaims;
    }
  | {
      readonly kind: 'key';
      /** Id of the trusted key. */
      readonly id: string;
      /** SHA-256 of the key, in hexadecimal digits. */
      readonly fingerprint: string;
    };

/** As people and the `signedBy` of a manifest name a signer. */
export function nameOf(signer: Signer): string {
  return signer.kind === 'key' ? signer.id : signer.identity;
}

/** Text that is equal for equal signers only: two ids of one key are one signer. */
export function signerKey(signer: Signer): string {
  return signer.kind === 'key'
    ? `key ${signer.fingerprint}`
    : `certificate ${JSON.stringify([signer.issuer, signer.identity])}`;
}
