import { dsse } from '@sigstore/core';
import { describe, expect, it } from 'vitest';
import { proveDocument } from '../document/prove-document.ts';
import { thingOfDigest } from '../intoto/digests.ts';
import { PAYLOAD_TYPE } from '../intoto/read-statement.ts';
import { signWith } from '../key/key-scheme.ts';
import { publicTrustRoot } from '../sigstore/public-trust-root.ts';
import { type KeyPair, makePair, trustedKey } from '../testing/key-pairs.ts';
import { statementV1 } from '../testing/slsa-builds.ts';
import { readEnvelope } from './read-envelope.ts';
import { verifyEnvelope } from './verify-envelope.ts';

const now = new Date('2026-11-22');
const payload = Buffer.from(JSON.stringify(statementV1()));
const [ana, ben, eve] = [makePair.ed25519(), makePair['ecdsa-p256-sha256'](), makePair.ed25519()];
const keys = [trustedKey(ana.publicKey, { id: 'ana' }), trustedKey(ben.publicKey, { id: 'ben' })];

function signatureOf(
  { privateKey }: KeyPair,
  signed: Buffer = dsse.preAuthEncoding(PAYLOAD_TYPE, payload),
): object {
  const scheme = privateKey.asymmetricKeyType === 'ed25519' ? 'ed25519' : 'ecdsa-p256-sha256';
  return { keyid: 'x', sig: signWith(signed, privateKey, scheme).toString('base64') };
}

function envelope(changes: object = {}): object {
  return {
    payloadType: PAYLOAD_TYPE,
    payload: payload.toString('base64'),
    signatures: [signatureOf(ana)],
    ...changes,
  };
}

function signersOf(value: object): unknown {
  const read = readEnvelope(value);
  if (!read.ok) return read.rejection.rule;
  const signers = verifyEnvelope(read.value, { keys, now });
  return signers.ok
    ? signers.value.map((signer) => signer.kind === 'key' && signer.id)
    : signers.rejection.rule;
}

describe('when an envelope is signed with trusted keys', () => {
  it.each<[string, object[], string[]]>([
    ['one', [signatureOf(ana)], ['ana']],
    ['two', [signatureOf(ana), signatureOf(ben)], ['ana', 'ben']],
    ['a stranger first', [signatureOf(eve), signatureOf(ben)], ['ben']],
    ['one twice', [signatureOf(ana), signatureOf(ana)], ['ana']],
  ])('finds its signers: %s', (_name, signatures, expected) => {
    expect(signersOf(envelope({ signatures }))).toEqual(expected);
  });

  it('counts one key under two ids once', () => {
    const twice = [trustedKey(ana.publicKey, { id: 'ana' }), trustedKey(ana.publicKey, { id: 'ana-again' })];
    const read = readEnvelope(
      envelope({ signatures: [signatureOf(ana), { ...signatureOf(ana), keyid: 'ana-again' }] }),
    );
    if (!read.ok) throw new Error(read.rejection.message);
    expect(verifyEnvelope(read.value, { keys: twice, now })).toMatchObject({ value: { length: 1 } });
  });
});

describe('when an envelope is not sound', () => {
  it.each<[string, object, string]>([
    ['no trusted key', { signatures: [signatureOf(eve)] }, 'signature/untrusted-key'],
    [
      'a signature over the payload alone',
      { signatures: [signatureOf(ana, payload)] },
      'signature/untrusted-key',
    ],
    ['another type than was signed', { payloadType: 'text/plain' }, 'signature/untrusted-key'],
    [
      'a type that shifts the boundary',
      { payloadType: `${PAYLOAD_TYPE} ${payload.length}`, payload: '' },
      'signature/malformed',
    ],
    ['another payload', { payload: Buffer.from('{}').toString('base64') }, 'signature/untrusted-key'],
    ['a payload that is not base64', { payload: '{}' }, 'signature/malformed'],
    ['no type', { payloadType: '' }, 'signature/malformed'],
    ['no signatures', { signatures: [] }, 'signature/malformed'],
    ['signatures that are no list', { signatures: {} }, 'signature/malformed'],
    ['an empty signature', { signatures: [{ sig: '' }] }, 'signature/malformed'],
    ['a signature that is not base64', { signatures: [{ sig: '*' }] }, 'signature/malformed'],
    [
      'too many signatures',
      { signatures: Array.from({ length: 17 }, () => signatureOf(ana)) },
      'signature/limit',
    ],
  ])('refuses %s', (_name, changes, rule) => {
    expect(signersOf(envelope(changes))).toBe(rule);
  });
});

describe('when a trusted key signed something that is no statement', () => {
  it.each<[string, string, string, string]>([
    ['a statement under another type', 'text/plain', payload.toString(), 'signature/malformed'],
    ['another payload under the type of a statement', PAYLOAD_TYPE, '{}', 'signature/malformed'],
    ['a statement about something else', PAYLOAD_TYPE, payload.toString(), 'signature/wrong-subject'],
  ])('refuses %s', (_name, payloadType, content, rule) => {
    const signed = dsse.preAuthEncoding(payloadType, Buffer.from(content));
    const value = {
      payloadType,
      payload: Buffer.from(content).toString('base64'),
      signatures: [signatureOf(ana, signed)],
    };
    const subject = { role: 'artifact', thing: thingOfDigest(`sha256:${'0'.repeat(64)}`) } as const;
    const trust = { keys, now, trustRoot: publicTrustRoot };
    expect(proveDocument(value, [subject], trust)).toMatchObject({ ok: false, rejection: { rule } });
  });
});
