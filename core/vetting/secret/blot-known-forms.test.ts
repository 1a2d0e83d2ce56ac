import { describe, expect, it } from 'vitest';
import { drawn } from '../conformance/secret/drawn.ts';
import { blotKnownForms } from './blot-known-forms.ts';

const token = ['gh', 'p_'].join('') + drawn(36, 'word', 'shown');
const wrapped = Buffer.from(`token: ${token}`).toString('base64');
const key = [
  '-----BEGIN',
  ' PRIVATE KEY-----\n',
  drawn(64, 'word', 'key'),
  '\n-----END PRIVATE KEY-----',
].join('');

describe('when a text with a credential is shown', () => {
  it.each<[name: string, text: string, secret: string]>([
    ['a token', `${token} is not a field of kind App.`, token],
    ['a token wrapped in base64', `#/schemas/${wrapped} is not there.`, wrapped],
    [
      'the password of an address',
      `Not a URL: postgres://app:${drawn(16, 'word', 'db')}@db/x`,
      drawn(16, 'word', 'db'),
    ],
    ['a private key', `x\n${key}\ny`, drawn(64, 'word', 'key')],
  ])('blots out %s, and keeps its length', (_name, text, secret) => {
    const shown = blotKnownForms(text);
    expect(shown).not.toContain(secret);
    expect(shown).toHaveLength(text.length);
    expect(shown.split('\n')).toHaveLength(text.split('\n').length);
  });

  it('blots out what is assigned to a password in the text of a file, and not in words', () => {
    const line = `password: ${drawn(12, 'word', 'file')}!7`;
    expect(blotKnownForms(line, 'manifest.yaml')).toBe(`password: ${'*'.repeat(14)}`);
    expect(blotKnownForms(line)).toBe(line);
  });

  it('leaves other texts as they are', () => {
    const text = `The digest is sha256:${'0a1b2c3d'.repeat(8)}; see https://example.com/rules/secret/token.`;
    expect(blotKnownForms(text)).toBe(text);
  });
});
