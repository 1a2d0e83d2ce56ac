import type { SecretMatch } from './secret-match.ts';

const header = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const footer = /-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const putty =
  /PuTTY-User-Key-File-\d: [\s\S]{1,4000}?Private-Lines: \d{1,3}\s+(?<secret>[A-Za-z0-9+/=\s]{40,20000})/g;
const jwk = /"d"\s{0,4}:\s{0,4}"(?<secret>[A-Za-z0-9_-]{42,2000})"/g;
const age = /AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}/g;

const longestKey = 20_000;
/** An Ed25519 key has 64 characters; a file that only shows the form has fewer. */
const shortestBody = 48;
const fewestCharacters = 14;

/** Private keys in PEM, OpenSSH, PGP, PuTTY, JWK and age form, in a file of their own or within a string. */
export function findPrivateKeys(text: string): SecretMatch[] {
  return [
    ...(text.includes('PRIVATE KEY') ? findPemKeys(text) : []),
    ...(text.includes('PuTTY-User-Key-File') ? findForm(text, putty, 'A PuTTY private key') : []),
    ...(text.includes('"kty"') ? findForm(text, jwk, 'The private part of a JSON web key') : []),
    ...(text.includes('AGE-SECRET-KEY-') ? findForm(text, age, 'An age identity') : []),
  ];
}

function findPemKeys(text: string): SecretMatch[] {
  return [...text.matchAll(header)].flatMap((match) => {
    const bodyStart = match.index + match[0].length;
    const endOffset = endOfKey(text, bodyStart);
    const body = text.slice(bodyStart, endOffset).replace(/-----END[\s\S]*$/, '');
    const plain = body.replace(/\\[nrt]/g, '').replace(/[^A-Za-z0-9+/=]/g, '');
    if (plain.length < shortestBody || new Set(plain).size < fewestCharacters || /\.{3}|…|<[^>]*>/.test(body))
      return [];
    return [
      { rule: 'secret/private-key', what: 'A private key', secret: plain, offset: match.index, endOffset },
    ];
  });
}

/** Up to the footer; without one, as far as the characters of a key go on. */
function endOfKey(text: string, bodyStart: number): number {
  const window = text.slice(bodyStart, bodyStart + longestKey);
  footer.lastIndex = 0;
  const end = footer.exec(window);
  if (end !== null) return bodyStart + end.index + end[0].length;
  return bodyStart + (/^[A-Za-z0-9+/=\s\\"',]*/.exec(window)?.[0].length ?? 0);
}

function findForm(text: string, pattern: RegExp, what: string): SecretMatch[] {
  return [...text.matchAll(pattern)].map((match) => {
    const secret = match.groups?.['secret'] ?? match[0];
    const offset = match.index + match[0].lastIndexOf(secret);
    return {
      rule: 'secret/private-key',
      what,
      secret: secret.trim(),
      offset,
      endOffset: offset + secret.trimEnd().length,
    };
  });
}
