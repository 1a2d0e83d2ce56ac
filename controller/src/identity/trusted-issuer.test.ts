import { describe, expect, it } from 'vitest';
import { parseTrustedIssuers } from './trusted-issuer.ts';

const issuer = {
  ...{ name: 'ci', issuer: 'https://ci.example', subject: 'repo:acme/{app}:environment:{installation}' },
  ...{ environments: ['dev'], keys: { url: 'https://ci.example/jwks' } },
};
const parse = (...issuers: readonly object[]) =>
  parseTrustedIssuers(JSON.stringify({ issuers }), 'https://souk.example');

describe('when the file of issuers is read', () => {
  it('fills in what is usual', () => {
    const keys = { url: 'https://ci.example/jwks', caFile: '/ca.pem', tokenFile: '/token' };
    expect(parse(issuer, { ...issuer, audience: 'souk', algorithms: ['EdDSA'], keys })).toEqual([
      { ...issuer, audience: 'https://souk.example', algorithms: ['RS256', 'ES256'] },
      { ...issuer, audience: 'souk', algorithms: ['EdDSA'], keys },
    ]);
  });

  it.each([
    ['an algorithm with a shared secret', { algorithms: ['HS256'] }, '/issuers/0/algorithms/0'],
    ['none', { algorithms: ['none'] }, '/issuers/0/algorithms/0'],
    ['no algorithm', { algorithms: [] }, '/issuers/0/algorithms'],
    ['no environments', { environments: [] }, '/issuers/0/environments'],
    ['an address that is none', { keys: { url: 'file:///etc/passwd' } }, '/issuers/0/keys'],
    ['what it does not know', { subjects: [] }, '/issuers/0'],
    ['a subject for everybody', { subject: 'repo:acme/x' }, 'has to hold {installation}'],
  ])('refuses %s', (_name, change, place) => {
    expect(() => parse({ ...issuer, ...change })).toThrow(place);
  });

  it.each(['', '[]', '{}', '{"issuers": {}}', 'null'])('refuses %j', (json) => {
    expect(() => parseTrustedIssuers(json, 'x')).toThrow('SOUK_TOKEN_ISSUERS must name a file');
  });
});
