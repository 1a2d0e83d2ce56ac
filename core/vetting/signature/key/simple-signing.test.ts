import { describe, expect, it } from 'vitest';
import { thingOfDigest } from '../intoto/digests.ts';
import { isSimpleSigning, matchSimpleSigning } from './simple-signing.ts';

const digest = `sha256:${'ab'.repeat(32)}`;
const thing = thingOfDigest(digest);

function payload(changes: object = {}): object {
  return {
    critical: {
      identity: { 'docker-reference': 'registry.example.com/app' },
      image: { 'docker-manifest-digest': digest },
      type: 'cosign container image signature',
      ...changes,
    },
    optional: null,
  };
}

describe('when a payload is about the image', () => {
  it('accepts it', () => {
    expect(isSimpleSigning(payload())).toBe(true);
    expect(matchSimpleSigning(payload(), thing)).toEqual({ ok: true, value: digest });
  });
});

describe('when a payload is not about the image', () => {
  it.each<[string, unknown, string]>([
    [
      'another digest',
      payload({ image: { 'docker-manifest-digest': `sha256:${'0'.repeat(64)}` } }),
      'signature/wrong-subject',
    ],
    [
      'a weak digest',
      payload({ image: { 'docker-manifest-digest': `sha1:${'0'.repeat(40)}` } }),
      'signature/wrong-subject',
    ],
    ['the digest in another field', payload({ image: { digest } }), 'signature/malformed'],
    [
      'two digests',
      payload({ image: { 'docker-manifest-digest': digest, other: digest } }),
      'signature/malformed',
    ],
    ['an unknown field', payload({ note: 'x' }), 'signature/malformed'],
    ['another type', payload({ type: 'blob' }), 'signature/malformed'],
    ['no image', payload({ image: undefined }), 'signature/malformed'],
    ['no object', 'payload', 'signature/malformed'],
  ])('refuses %s', (_name, value, rule) => {
    expect(matchSimpleSigning(value, thing)).toMatchObject({ ok: false, rejection: { rule } });
  });
});
