import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SignatureError } from '../signature-error.ts';
import { makePair, pemOf, trustedKey } from '../testing/key-pairs.ts';
import { type KeyScheme, keySchemes, schemesOf, signWith } from './key-scheme.ts';
import { type KeySettings, readTrustedKeys } from './trusted-key.ts';
import { verifyWithKeys } from './verify-with-keys.ts';

const data = Buffer.from('what was released');
const now = new Date('2026-11-22T12:00:00Z');
const pairs = new Map(keySchemes.map((scheme) => [scheme, makePair[scheme]()]));

function pairOf(scheme: KeyScheme): ReturnType<(typeof makePair)[KeyScheme]> {
  const pair = pairs.get(scheme);
  if (pair === undefined) throw new Error(`no pair for ${scheme}`);
  return pair;
}

describe.each(keySchemes)('when a key signs as %s', (scheme) => {
  const { publicKey, privateKey } = pairOf(scheme);
  const trust = { keys: [trustedKey(publicKey, { scheme })], now };
  const signature = signWith(data, privateKey, scheme);

  it('accepts its signature', () => {
    expect(verifyWithKeys(data, signature, '', trust)).toMatchObject({ ok: true, value: { id: 'release' } });
  });

  it('refuses it over other content', () => {
    const outcome = verifyWithKeys(Buffer.from('something else'), signature, '', trust);
    expect(outcome).toMatchObject({ ok: false, rejection: { rule: 'signature/untrusted-key' } });
  });

  it('refuses it when any bit is changed', () => {
    fc.assert(
      fc.property(fc.nat(signature.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(signature);
        changed[at] = (changed[at] ?? 0) ^ flip;
        return !verifyWithKeys(data, changed, '', trust).ok;
      }),
      { numRuns: 20 },
    );
  });

  it.each(['', 'short', '\0'.repeat(4096)])('refuses %j as a signature', (text) => {
    expect(verifyWithKeys(data, Buffer.from(text), '', trust).ok).toBe(false);
  });

  it('refuses the signature of another key of its kind', () => {
    const other = signWith(data, makePair[scheme]().privateKey, scheme);
    expect(verifyWithKeys(data, other, '', trust).ok).toBe(false);
  });
});

describe('when a signature is of another scheme than the key', () => {
  const rsa = pairOf('rsa-pss-sha256');
  const p384 = pairOf('ecdsa-p384-sha384');
  it.each<[string, KeyScheme, KeyScheme]>([
    ['PKCS #1 where PSS is expected', 'rsa-pss-sha256', 'rsa-pkcs1-sha256'],
    ['PSS where PKCS #1 is expected', 'rsa-pkcs1-sha256', 'rsa-pss-sha256'],
    ['SHA-256 where SHA-512 is expected', 'rsa-pkcs1-sha512', 'rsa-pkcs1-sha256'],
  ])('refuses %s', (_name, expected, used) => {
    const trust = { keys: [trustedKey(rsa.publicKey, { scheme: expected })], now };
    expect(verifyWithKeys(data, signWith(data, rsa.privateKey, used), '', trust).ok).toBe(false);
    expect(verifyWithKeys(data, signWith(data, rsa.privateKey, expected), '', trust).ok).toBe(true);
  });

  it('refuses SHA-256 where SHA-384 is expected', () => {
    const trust = { keys: [trustedKey(p384.publicKey)], now };
    const weaker = signWith(data, p384.privateKey, 'ecdsa-p384-sha256');
    expect(verifyWithKeys(data, weaker, '', trust).ok).toBe(false);
  });

  it('refuses SHA-1', () => {
    const trust = { keys: [trustedKey(rsa.publicKey)], now };
    expect(verifyWithKeys(data, sign('sha1', data, rsa.privateKey), '', trust).ok).toBe(false);
  });

  it('refuses the raw form of ECDSA, which other tools write', () => {
    const { publicKey, privateKey } = pairOf('ecdsa-p256-sha256');
    const raw = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    expect(verifyWithKeys(data, raw, '', { keys: [trustedKey(publicKey)], now }).ok).toBe(false);
  });
});

describe('when a key has its time', () => {
  const { publicKey, privateKey } = pairOf('ed25519');
  const signature = signWith(data, privateKey, 'ed25519');
  it.each<[string, Partial<KeySettings>, boolean]>([
    ['within it', { validFrom: '2026-01-01', validUntil: '2027-01-01' }, true],
    ['before it', { validFrom: '2026-11-23' }, false],
    ['after it', { validUntil: '2026-11-21' }, false],
    ['in its first instant', { validFrom: '2026-11-22T12:00:00Z' }, true],
    ['in its last instant', { validUntil: '2026-11-22T12:00:00Z' }, true],
    ['after it was revoked', { revokedAt: '2026-11-01' }, false],
    ['in the instant it was revoked', { revokedAt: '2026-11-22T12:00:00Z' }, false],
    ['before it is to be revoked', { revokedAt: '2026-12-01' }, true],
  ])('judges a signature %s', (_name, times, accepted) => {
    const outcome = verifyWithKeys(data, signature, '', { keys: [trustedKey(publicKey, times)], now });
    expect(outcome.ok).toBe(accepted);
    if (!outcome.ok) expect(outcome.rejection.rule).toBe('signature/untrusted-key');
  });
});

describe('when a document hints at a key', () => {
  const [one, two] = [makePair.ed25519(), makePair.ed25519()];
  const keys = [trustedKey(one.publicKey, { id: 'one' }), trustedKey(two.publicKey, { id: 'two' })];
  const signature = signWith(data, two.privateKey, 'ed25519');

  it.each(['', 'two', 'one', 'unknown'])('finds the key whatever the hint %j says', (hint) => {
    expect(verifyWithKeys(data, signature, hint, { keys, now })).toMatchObject({ value: { id: 'two' } });
  });

  it('says that the signature is wrong when the hint names a trusted key', () => {
    const outcome = verifyWithKeys(Buffer.from('else'), signature, 'two', { keys, now });
    expect(outcome).toMatchObject({ rejection: { rule: 'signature/invalid' } });
  });

  it('trusts nobody without keys', () => {
    const outcome = verifyWithKeys(data, signature, 'two', { keys: [], now });
    expect(outcome).toMatchObject({ rejection: { message: expect.stringContaining('no key is trusted') } });
  });
});

describe('when the settings name a key that cannot be used', () => {
  const { publicKey, privateKey } = pairOf('ecdsa-p256-sha256');
  const pem = pemOf(publicKey);
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
  it.each<[string, KeySettings[], string]>([
    [
      'a private key',
      [{ id: 'a', pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }],
      'not a public key',
    ],
    ['no key', [{ id: 'a', pem: 'release' }], 'not a public key'],
    ['a damaged key', [{ id: 'a', pem: pem.replace(/\n\w{20}/, '\n++++') }], 'cannot be read'],
    ['RSA of 1024 bits', [{ id: 'a', pem: pemOf(weak) }], 'at least 2048'],
    [
      'secp256k1',
      [{ id: 'a', pem: pemOf(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey) }],
      'not accepted',
    ],
    [
      'P-521',
      [{ id: 'a', pem: pemOf(generateKeyPairSync('ec', { namedCurve: 'P-521' }).publicKey) }],
      'not accepted',
    ],
    ['Ed448', [{ id: 'a', pem: pemOf(generateKeyPairSync('ed448').publicKey) }], 'not accepted'],
    [
      'a key for key exchange',
      [{ id: 'a', pem: pemOf(generateKeyPairSync('x25519').publicKey) }],
      'not accepted',
    ],
    ['a scheme of another kind', [{ id: 'a', pem, scheme: 'ed25519' }], 'cannot sign as ed25519'],
    [
      'one id for two keys',
      [
        { id: 'a', pem },
        { id: 'a', pem },
      ],
      'Two keys have the id a',
    ],
    ['a time that is none', [{ id: 'a', pem, validUntil: 'soon' }], 'where a time is expected'],
  ])('refuses %s', (_name, settings, words) => {
    expect(() => readTrustedKeys(settings)).toThrow(SignatureError);
    expect(() => readTrustedKeys(settings)).toThrow(words);
  });

  it('never shows a private key', () => {
    const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    try {
      readTrustedKeys([{ id: 'a', pem: secret }]);
    } catch (error) {
      expect(String(error)).not.toContain(secret.split('\n')[1]);
    }
  });

  it('accepts RSA keys that are for PSS only', () => {
    const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 });
    expect(schemesOf(pss.publicKey)).toEqual(['rsa-pss-sha256', 'rsa-pss-sha512']);
  });
});
