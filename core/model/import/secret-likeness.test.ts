import { describe, expect, it } from 'vitest';
import { isPlaceholder, isSecretName, reasonToWithhold, redactCredentials } from './secret-likeness.ts';

describe('when text is searched for credentials', () => {
  // Put together here, so that no scanner takes this file for a leak.
  it.each([
    ['a GitHub token', `ghp_${'a1'.repeat(18)}`],
    ['an AWS key id', `AKIA${'ABCD1234'.repeat(2)}`],
    ['a Slack token', `xoxb-${'12345'.repeat(3)}`],
    ['an OpenAI key', `sk-${'proj'}-${'a1B2'.repeat(8)}`],
    ['an Airtable token', `pat${'ABC123'}.${'def456ghi789'.repeat(3)}`],
    ['a JSON web token', `eyJ${'hbGciOiJI'}.eyJ${'zdWIiOiIx'}.sig`],
    ['a bearer value', `Bearer ${'abcDEF123'.repeat(3)}`],
    ['a private key', `-----BEGIN ${'RSA'} PRIVATE KEY-----\nMIIE\n-----END ${'RSA'} PRIVATE KEY-----`],
  ])('takes out %s', (_name, text) => {
    expect(redactCredentials(`before ${text} after`)).toBe('before [removed] after');
  });

  it.each([
    'https://example.com/a?b=c',
    `Bearer \${API_KEY}`,
    `postgres://\${USER}:\${PASSWORD}@host/db`,
    `sha256:${'ab'.repeat(32)}`,
    'a task-oriented skeleton',
  ])('leaves %j', (text) => {
    expect(redactCredentials(text)).toBe(text);
  });
});

describe('when names are judged', () => {
  it.each([
    'api_key',
    'API-KEY',
    'githubtoken',
    'DB_PASSWORD',
    'clientSecret',
    'credentials',
    'x_authorization',
  ])('takes %s for a secret', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    'key_id',
    'token_url',
    'secret_ref',
    'monkey',
    'response_token_limit',
    'keyword',
    'ssh_private_key_path',
  ])('does not take %s for one', (name) => {
    expect(isSecretName(name)).toBe(false);
  });

  it('knows places to fill in', () => {
    expect(['{{a.b}}', `Bearer \${KEY}`, '<YOUR_KEY>'].map(isPlaceholder)).toEqual([true, true, true]);
    expect(['plain', '{{a}} and more', ''].map(isPlaceholder)).toEqual([false, false, false]);
  });

  it.each([
    [['config', 'password'], 'x', true],
    [['api_key', 'default'], 'x', true],
    [['a', 'example'], 'x', true],
    [['tokens', '0'], 'x', true],
    [['max_tokens'], 4000, false],
    [['use_token'], true, false],
    [['headers', 'Authorization'], `Bearer \${X}`, false],
    [['name'], 'x', false],
  ])('withholds %j = %j: %j', (keys, value, isWithheld) => {
    expect(reasonToWithhold(keys, value) !== undefined).toBe(isWithheld);
  });
});
