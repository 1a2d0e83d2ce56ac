import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesIdentity } from './match-identity.ts';
import { matchesPattern } from './match-pattern.ts';

const issuer = 'https://token.actions.githubusercontent.com';
const identity = 'https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v1.2.3';

describe('when an identity is compared', () => {
  it.each<[string, { issuer: string; identity: string }, boolean]>([
    ['the same', { issuer, identity }, true],
    ['another issuer', { issuer: `${issuer}/`, identity }, false],
    ['an issuer in capitals', { issuer: issuer.toUpperCase(), identity }, false],
    ['a longer identity', { issuer, identity: `${identity}.evil` }, false],
    ['an identity that holds it', { issuer, identity: `https://evil.example.com/?${identity}` }, false],
    [
      'an identity that a regular expression would match',
      { issuer, identity: identity.replace('github.com', 'githubXcom') },
      false,
    ],
    ['a shorter identity', { issuer, identity: identity.slice(0, -1) }, false],
  ])('judges %s', (_name, signer, trusted) => {
    expect(matchesIdentity(signer, [{ issuer, identity }])).toBe(trusted);
  });

  it('trusts nobody without a policy', () => {
    expect(matchesIdentity({ issuer, identity }, [])).toBe(false);
  });

  it.each([{ issuer }, { issuer, identity, identityPattern: '*' }, { issuer: '', identity }])(
    'refuses the policy %j',
    (policy) => {
      expect(() => matchesIdentity({ issuer, identity }, [policy])).toThrow('needs an issuer');
    },
  );
});

describe('when an identity is compared with a pattern', () => {
  it.each<[string, string, boolean]>([
    ['https://github.com/acme/*/.github/workflows/release.yml@refs/tags/v*', identity, true],
    ['https://github.com/acme/*/.github/workflows/*@refs/tags/v*.*.*', identity, true],
    ['https://github.com/*', identity, false],
    ['*', identity, false],
    ['*@acme.com', 'ana@acme.com', true],
    ['*@acme.com', 'ana@acme.com.evil.com', false],
    ['*@acme.com', 'ana@evil.com@acme.com', false],
    ['*@acme.com', 'a/b@acme.com', false],
    ['a.c', 'abc', false],
    ['(a|b)', 'a', false],
    ['^a$', 'a', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*ab*ab', 'abab', true],
    ['*ab*ab', 'ab', false],
    ['', '', true],
    ['', 'a', false],
  ])('compares %j with %j', (pattern, text, matches) => {
    expect(matchesPattern(text, pattern)).toBe(matches);
  });

  it('takes a pattern without a star literally', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        const pattern = text.replaceAll('*', '');
        return matchesPattern(pattern, pattern) && matchesPattern(other, pattern) === (other === pattern);
      }),
    );
  });

  it('lets a star stand for anything within its part', () => {
    const part = fc.string().map((text) => text.replace(/[/@*]/g, ''));
    fc.assert(
      fc.property(part, part, part, (start, middle, end) =>
        matchesPattern(`x/${start}${middle}${end}@y`, `x/${start}*${end}@y`),
      ),
    );
  });

  it('answers at once about a text that is made to be slow', () => {
    expect(matchesPattern('a'.repeat(1_000_000), `${'*a'.repeat(50)}*b`)).toBe(false);
  });
});
