import { createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { parseSigningKeys } from './signing-keys.ts';

const body = '{"type":"dev.souk.app.deprecated","data":{"name":"Bücher"}}';
const symmetric = () => `whsec_${randomBytes(32).toString('base64')}`;

function sign(secret: string, at = new Date()): Record<string, string> {
  const result = parseSigningKeys(secret);
  if (!result.ok) throw new Error(result.reason);
  return {
    'webhook-id': 'dlv_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': result.keys.map((key) => key.sign('dlv_1', at, body)).join(' '),
  };
}

describe('when the secret is symmetric', () => {
  it('signs as the library of Standard Webhooks verifies', () => {
    const secret = symmetric();
    expect(new Webhook(secret).verify(body, sign(secret))).toEqual(JSON.parse(body));
    expect(() => new Webhook(symmetric()).verify(body, sign(secret))).toThrow('No matching signature');
    expect(() => new Webhook(secret).verify(`${body} `, sign(secret))).toThrow('No matching signature');
  });

  it.each([' ', ',', '\n'])(
    'signs with the old and the new one during a rotation, parted by %j',
    (between) => {
      const [old, young] = [symmetric(), symmetric()];
      const headers = sign(`${old}${between}${young}`);
      for (const secret of [old, young]) expect(new Webhook(secret).verify(body, headers)).toBeTruthy();
    },
  );
});

describe('when the secret is an Ed25519 key', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
  const point = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);

  it.each([
    ['seed', seed],
    ['seed and public key', Buffer.concat([seed, point])],
  ])('signs so that its public key verifies, written as %s', (_name, bytes) => {
    const at = new Date('2026-11-22T08:00:00.900Z');
    const headers = sign(`whsk_${bytes.toString('base64')}`, at);
    const [version, signature = ''] = headers['webhook-signature']?.split(',') ?? [];
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') },
      format: 'jwk',
    });
    const signed = Buffer.from(`dlv_1.${headers['webhook-timestamp']}.${body}`);
    expect(version).toBe('v1a');
    expect(verify(null, signed, key, Buffer.from(signature, 'base64'))).toBe(true);
    expect(
      verify(null, Buffer.concat([signed, Buffer.from(' ')]), key, Buffer.from(signature, 'base64')),
    ).toBe(false);
  });

  it('gives the signature that RFC 8032 gives for its first key', () => {
    const known = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
    const wrong = Buffer.concat([known, point]);
    expect(parseSigningKeys(`whsk_${known.toString('base64')}`).ok).toBe(true);
    expect(parseSigningKeys(`whsk_${wrong.toString('base64')}`).ok).toBe(false);
  });
});

describe('when the secret has no such form', () => {
  it.each([
    ['', 'empty'],
    ['hunter2hunter2hunter2hunter2', 'no prefix'],
    [`whsec_${randomBytes(23).toString('base64')}`, 'too short'],
    [`whsec_${randomBytes(65).toString('base64')}`, 'too long'],
    ['whsec_????', 'no base64'],
    [`whsk_${randomBytes(31).toString('base64')}`, 'no key'],
    [`${symmetric()} hunter2`, 'one good, one bad'],
  ])('refuses %j: %s, without repeating it', (secret) => {
    const result = parseSigningKeys(secret);
    expect(result).toEqual({ ok: false, reason: expect.stringContaining('expected whsec_') });
    if (!result.ok && secret !== '') expect(result.reason).not.toContain(secret);
  });
});
