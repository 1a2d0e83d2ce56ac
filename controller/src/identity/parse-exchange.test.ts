import { describe, expect, it } from 'vitest';
import { GRANT_TYPE, parseExchange } from './parse-exchange.ts';

const jwt = 'urn:ietf:params:oauth:token-type:jwt';
const sound = { grant_type: GRANT_TYPE, subject_token: 't', subject_token_type: jwt };
const parse = (...pairs: readonly (readonly [string, string])[]) =>
  parseExchange(
    new URLSearchParams([...Object.entries(sound), ...pairs].map(([name, value]) => [name, value])),
  );
const without = (name: string) =>
  parseExchange(new URLSearchParams(Object.entries(sound).filter(([one]) => one !== name)));

describe('when a request for a token is read', () => {
  it.each([
    ['nothing more', parse(), { target: undefined, scopes: undefined }],
    ['a resource', parse(['resource', 'https://crm.example']), { target: 'https://crm.example' }],
    ['an audience', parse(['audience', 'urn:crm']), { target: 'urn:crm' }],
    ['the same by both', parse(['audience', 'urn:crm'], ['resource', 'urn:crm']), { target: 'urn:crm' }],
    ['scopes', parse(['scope', 'a b:c']), { scopes: ['a', 'b:c'] }],
    ['what is empty', parse(['scope', ''], ['resource', '']), { target: undefined, scopes: undefined }],
    ['what it does not know', parse(['client_id', 'x']), { subjectToken: 't' }],
    [
      'the kind that it gives',
      parse(['requested_token_type', 'urn:ietf:params:oauth:token-type:access_token']),
      { subjectToken: 't' },
    ],
  ])('takes %s', (_name, result, request) => {
    expect(result).toMatchObject({ ok: true, request });
  });

  it.each([
    ['no kind of grant', without('grant_type'), 'invalid_request'],
    [
      'another kind of grant',
      parseExchange(new URLSearchParams({ ...sound, grant_type: 'password' })),
      'unsupported_grant_type',
    ],
    ['no token', without('subject_token'), 'invalid_request'],
    ['no kind of token', without('subject_token_type'), 'invalid_request'],
    [
      'another kind of token',
      parseExchange(new URLSearchParams({ ...sound, subject_token_type: 'urn:x' })),
      'invalid_request',
    ],
    [
      'a kind that it does not give',
      parse(['requested_token_type', 'urn:ietf:params:oauth:token-type:saml2']),
      'invalid_request',
    ],
    ['somebody who acts for others', parse(['actor_token', 'x']), 'invalid_request'],
    ['a parameter twice', parse(['subject_token', 'u']), 'invalid_request'],
    ['two resources', parse(['resource', 'urn:a'], ['resource', 'urn:b']), 'invalid_target'],
    [
      'a resource and another audience',
      parse(['resource', 'urn:a'], ['audience', 'urn:b']),
      'invalid_target',
    ],
    ['two spaces between scopes', parse(['scope', 'a  b']), 'invalid_scope'],
    ['a scope that is none', parse(['scope', 'a "b"']), 'invalid_scope'],
    ['too many scopes', parse(['scope', 'a '.repeat(101).trim()]), 'invalid_scope'],
    [
      'more parameters than there are',
      parse(...Array.from({ length: 20 }, (_, i): [string, string] => [`p${i}`, ''])),
      'invalid_request',
    ],
    ['nothing', parseExchange(new URLSearchParams()), 'invalid_request'],
  ])('refuses %s', (_name, result, error) => {
    expect(result).toMatchObject({ ok: false, error });
  });
});
