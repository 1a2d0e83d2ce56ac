import { ASN1Obj } from '@sigstore/core';
import type { ObjectIdentifierValuePair } from '@sigstore/verify';
import { accept, type Outcome, type Rejected, reject } from '../outcome.ts';

/** What the certificate authority says of the workflow that it gave the certificate to. */
export interface CertificateClaims {
  readonly buildSignerUri?: string;
  readonly runnerEnvironment?: string;
  readonly sourceRepositoryUri?: string;
  /** Commit. */
  readonly sourceRepositoryDigest?: string;
  readonly sourceRepositoryRef?: string;
  readonly buildTrigger?: string;
}

const FULCIO = '1.3.6.1.4.1.57264.1.';
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const UTF8_STRING = 0x0c;

const arcOf: Readonly<Record<keyof CertificateClaims, number>> = {
  buildSignerUri: 9,
  runnerEnvironment: 11,
  sourceRepositoryUri: 12,
  sourceRepositoryDigest: 13,
  sourceRepositoryRef: 14,
  buildTrigger: 20,
};

/** The older extensions say the same as the newer ones: raw bytes, and a repository without its host. */
const olderTwins = [
  { older: 1, newer: 8 },
  { older: 2, newer: 20 },
  { older: 3, newer: 13 },
  { older: 5, newer: 12 },
  { older: 6, newer: 14 },
] as const;

/** Reads the extensions of a verified certificate. One that says two things at once is refused. */
export function readCertificateClaims(
  oids: readonly ObjectIdentifierValuePair[],
): Outcome<CertificateClaims> {
  const values = new Map<string, Buffer>();
  for (const { oid, value } of oids) {
    const id = oid?.id.join('.') ?? '';
    if (values.has(id)) return mixed(`has the extension ${id} twice`);
    values.set(id, Buffer.from(value));
  }
  const names = values.get(SUBJECT_ALTERNATIVE_NAME);
  if (names === undefined || ASN1Obj.parseBuffer(Buffer.from(names)).subs.length !== 1) {
    return mixed('does not name exactly one identity');
  }
  const texts = new Map<number, string>();
  for (let arc = 8; arc <= 22; arc++) {
    const value = values.get(`${FULCIO}${arc}`);
    if (value === undefined) continue;
    const text = readUtf8String(value);
    if (text === undefined) return mixed(`has an extension ${FULCIO}${arc} that is not text`);
    texts.set(arc, text);
  }
  for (const { older, newer } of olderTwins) {
    const was = values.get(`${FULCIO}${older}`)?.toString('utf8');
    const is = texts.get(newer);
    if (was === undefined || is === undefined) continue;
    const same = older === 5 ? is.endsWith(`/${was}`) : is === was;
    if (!same) return mixed(`says both ${JSON.stringify(was)} and ${JSON.stringify(is)}`);
  }
  const known = Object.entries(arcOf).flatMap(([name, arc]) => {
    const text = texts.get(arc);
    return text === undefined ? [] : [[name, text] as const];
  });
  return accept(Object.fromEntries(known));
}

/** These extensions hold DER: a tag and a length stand before the text. */
function readUtf8String(der: Buffer): string | undefined {
  const { tag, value } = ASN1Obj.parseBuffer(Buffer.from(der));
  return tag.isUniversal() && tag.number === UTF8_STRING ? value.toString('utf8') : undefined;
}

function mixed(what: string): Rejected {
  return reject(
    'signature/malformed',
    `The certificate ${what}.`,
    'Sign again with a certificate from the certificate authority of the trust root.',
  );
}
