import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignatureError } from '../signature-error.ts';
import { type LocalSigstore, startLocalSigstore } from '../testing/local-sigstore.ts';
import { publicTrustRoot } from './public-trust-root.ts';
import { readTrustRoot } from './read-trust-root.ts';

interface Root {
  mediaType: string;
  tlogs: { publicKey: { rawBytes: string; validFor?: { start?: string; end?: string } } }[];
  ctlogs: Root['tlogs'];
  certificateAuthorities: {
    certChain: { certificates: { rawBytes: string }[] };
    validFor?: { start?: string; end?: string };
  }[];
  timestampAuthorities: Root['certificateAuthorities'];
}

let sigstore: LocalSigstore;

beforeAll(async () => {
  sigstore = await startLocalSigstore();
});

afterAll(() => sigstore.close());

function readChanged(change: (root: Root) => void): () => unknown {
  const root: Root = JSON.parse(sigstore.trustRoot.toString());
  change(root);
  return () => readTrustRoot(Buffer.from(JSON.stringify(root)));
}

describe('when a trust root is sound', () => {
  it('reads it', () => {
    expect(readTrustRoot(sigstore.trustRoot)).toMatchObject({
      tlogs: [{}],
      ctlogs: [{}],
      certificateAuthorities: [{}],
      timestampAuthorities: [{}],
    });
  });

  it('has the public one at hand', () => {
    expect(publicTrustRoot().tlogs.length).toBeGreaterThan(0);
  });
});

describe('when a trust root is not sound', () => {
  it.each<[string, (root: Root) => void, string]>([
    [
      'a log that is valid since ever',
      (root) => delete root.tlogs[0]?.publicKey.validFor?.start,
      'transparency log in it does not say',
    ],
    [
      'a log without validity',
      (root) => delete root.tlogs[0]?.publicKey.validFor,
      'transparency log in it does not say',
    ],
    [
      'a certificate log that is valid since ever',
      (root) => delete root.ctlogs[0]?.publicKey.validFor,
      'certificate log in it does not say',
    ],
    [
      'an authority that is valid since ever',
      (root) => delete root.certificateAuthorities[0]?.validFor,
      'certificate authority in it does not say',
    ],
    [
      'a timestamp authority that is valid since ever',
      (root) => delete root.timestampAuthorities[0]?.validFor,
      'timestamp authority in it does not say',
    ],
    [
      'a validity that ends before it starts',
      (root) => Object.assign(root.tlogs[0]?.publicKey.validFor ?? {}, { end: '2020-01-01T00:00:00Z' }),
      'ends before it starts',
    ],
    [
      'a start that is no time',
      (root) => Object.assign(root.tlogs[0]?.publicKey.validFor ?? {}, { start: 'soon' }),
      'does not say from when',
    ],
    [
      'a key that is none',
      (root) => Object.assign(root.tlogs[0]?.publicKey ?? {}, { rawBytes: 'AAAA' }),
      'cannot be read',
    ],
    [
      'a certificate that is none',
      (root) =>
        Object.assign(root.certificateAuthorities[0]?.certChain.certificates[0] ?? {}, { rawBytes: 'AAAA' }),
      'cannot be read',
    ],
    ['another media type', (root) => Object.assign(root, { mediaType: 'application/json' }), 'media type'],
  ])('refuses %s', (_name, change, words) => {
    expect(readChanged(change)).toThrow(SignatureError);
    expect(readChanged(change)).toThrow(words);
  });

  it.each(['', '[]', 'null', '{"mediaType":1,"mediaType":2}', '{'])('refuses %j', (text) => {
    expect(() => readTrustRoot(Buffer.from(text))).toThrow(SignatureError);
  });
});
