import { describe, expect, it } from 'vitest';
import { createBlotter, type SecretPlace } from './hide-secrets.ts';

const text =
  'name: app\npassword: correct-horse\nkey: |\n  -----BEGIN KEY-----\n  MIIEvQIBADANBg\n  -----END KEY-----\n';
const placeOf = (value: string): SecretPlace => ({
  path: 'a.yaml',
  offset: text.indexOf(value),
  endOffset: text.indexOf(value) + value.length,
});
const blotterOf = (...secrets: SecretPlace[]) => createBlotter(secrets, () => text);

describe('when texts with secrets are shown', () => {
  it.each<[name: string, secrets: string[], shown: string, expected: string]>([
    ['where it stands', ['correct-horse'], 'password: correct-horse', 'password: *************'],
    ['elsewhere', ['correct-horse'], 'url: db://u:correct-horse@h', 'url: db://u:*************@h'],
    ['twice', ['correct-horse'], 'correct-horse correct-horse', '************* *************'],
    [
      'over several lines, each by itself',
      [text.slice(text.indexOf('-----BEGIN'), text.lastIndexOf('\n'))],
      'a\n  MIIEvQIBADANBg\nb',
      'a\n  **************\nb',
    ],
    ['the longer of two that overlap first', ['correct', 'correct-horse'], 'correct-horse', '*************'],
  ])('blots a secret out %s', (_name, secrets, shown, expected) => {
    expect(blotterOf(...secrets.map(placeOf))(shown)).toBe(expected);
  });

  it('leaves alone what is too short to be told from words, and all where there is no secret', () => {
    expect(blotterOf(placeOf('name:'))(text)).toBe(text);
    expect(blotterOf()(text)).toBe(text);
  });
});
