import { generateKeyPairSync, sign } from 'node:crypto';
import { bundleToJSON } from '@sigstore/bundle';
import {
  DSSEBundleBuilder,
  MessageSignatureBundleBuilder,
  RekorWitness,
  type Signer,
  TSAWitness,
  type Witness,
} from '@sigstore/sign';
import { PAYLOAD_TYPE } from '../intoto/read-statement.ts';
import { type KeyPair, pemOf } from './key-pairs.ts';
import type { LocalSigstore } from './local-sigstore.ts';

/** Who a certificate is for, and what it says of the workflow, by the last number of the extension. */
export interface MintedCertificate {
  readonly identity: string;
  readonly extensions: readonly { readonly arc: number; readonly value: string }[];
}

/** Signs a statement without a key that lasts, as a release workflow does. */
export async function mintAttestation(
  sigstore: LocalSigstore,
  certificate: MintedCertificate,
  statement: unknown,
): Promise<unknown> {
  const builder = new DSSEBundleBuilder(options(sigstore, certificate));
  const data = Buffer.from(typeof statement === 'string' ? statement : JSON.stringify(statement));
  return bundleToJSON(await builder.create({ data, type: PAYLOAD_TYPE }));
}

/** Signs the bytes themselves. */
export async function mintSignature(
  sigstore: LocalSigstore,
  certificate: MintedCertificate,
  data: Buffer,
): Promise<unknown> {
  const builder = new MessageSignatureBundleBuilder(options(sigstore, certificate));
  return bundleToJSON(await builder.create({ data }));
}

/** Signs the bytes with a key that lasts, and has log and timestamp authority witness it. */
export async function mintKeySignature(
  sigstore: LocalSigstore,
  { publicKey, privateKey }: KeyPair,
  data: Buffer,
): Promise<unknown> {
  const material = { $case: 'publicKey' as const, publicKey: pemOf(publicKey), hint: 'release' };
  const signer: Signer = {
    sign: async (signed) => ({ signature: sign('sha256', signed, privateKey), key: material }),
  };
  const builder = new MessageSignatureBundleBuilder({ signer, witnesses: witnessesOf(sigstore) });
  return bundleToJSON(await builder.create({ data }));
}

function options(
  sigstore: LocalSigstore,
  certificate: MintedCertificate,
): ConstructorParameters<typeof MessageSignatureBundleBuilder>[0] {
  return { signer: signerWith(sigstore, certificate), witnesses: witnessesOf(sigstore) };
}

function witnessesOf({ url }: LocalSigstore): Witness[] {
  return [new RekorWitness({ rekorBaseURL: url, entryType: 'dsse' }), new TSAWitness({ tsaBaseURL: url })];
}

function signerWith({ authority }: LocalSigstore, { identity, extensions }: MintedCertificate): Signer {
  return {
    sign: async (data) => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const certificate = await authority.issueCertificate({
        publicKey: publicKey.export({ type: 'spki', format: 'der' }),
        subjectAltName: identity,
        extensions: extensions.map(({ arc, value }) => ({
          oid: `1.3.6.1.4.1.57264.1.${arc}`,
          value,
          // The first extensions hold raw bytes, those from 8 on hold DER.
          legacy: arc < 8,
        })),
      });
      const base64 = Buffer.from(certificate.buffer, certificate.byteOffset, certificate.byteLength).toString(
        'base64',
      );
      return {
        signature: sign('sha256', data, privateKey),
        key: {
          $case: 'x509Certificate',
          certificate: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
        },
      };
    },
  };
}
