import { createHash } from 'node:crypto';

const alphabets = {
  hex: '0123456789abcdef',
  digits: '0123456789',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  lower: 'abcdefghijklmnopqrstuvwxyz0123456789',
  word: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  base64: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
} as const;

/** Characters that look drawn by lot and are the same in each run, so that no credential stands in a file of tests. */
export function drawn(length: number, alphabet: keyof typeof alphabets = 'word', seed = 'a'): string {
  const letters = alphabets[alphabet];
  let text = '';
  for (let block = 0; text.length < length; block += 1) {
    const bytes = createHash('sha256').update(`${seed}:${alphabet}:${length}:${block}`).digest();
    for (const byte of bytes) text += letters[byte % letters.length];
  }
  return text.slice(0, length);
}

/** A private key in PEM form around drawn characters. */
export function drawnPem(kind: string, length: number, newline = '\n'): string {
  const lines = drawn(length, 'base64', kind).match(/.{1,64}/g) ?? [];
  const fence = (word: string): string => `${'-'.repeat(5)}${word} ${kind}${'-'.repeat(5)}`;
  return [fence('BEGIN'), ...lines, fence('END'), ''].join(newline);
}

export function base64Of(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** A JSON web token that is signed with drawn characters. */
export function drawnToken(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${drawn(43, 'url', 'jwt')}`;
}
