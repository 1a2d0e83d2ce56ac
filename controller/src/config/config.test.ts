import { describe, expect, it } from 'vitest';
import { type Config, parseConfig } from './config.ts';

const parse = (env: Record<string, string>, worktree = false) => parseConfig({ env, cwd: '/work', worktree });

const defaults: Config = {
  repo: '/work',
  branch: undefined,
  pollSeconds: 5,
  databaseUrl: undefined,
  dataDir: '/work/.souk',
  host: '127.0.0.1',
  port: 7070,
  webhookSecret: undefined,
  githubApiUrl: 'https://api.github.com',
  githubToken: undefined,
  logLevel: 'warn',
  worktree: false,
};

describe('when the environment is sound', () => {
  const cases: [name: string, env: Record<string, string>, expected: Partial<Config>][] = [
    ['nothing set', {}, {}],
    ['other names', { PATH: '/bin', SOUKS: 'x' }, {}],
    ['blank values', { SOUK_PORT: '', SOUK_REPO: ' ' }, {}],
    ['names of the tests', { SOUK_TEST_POSTGRES_URL: 'postgres://x/y' }, {}],
    ['relative repo', { SOUK_REPO: '../shop' }, { repo: '/shop' }],
    ['absolute repo', { SOUK_REPO: '/srv/shop' }, { repo: '/srv/shop' }],
    ['a branch with a slash', { SOUK_BRANCH: 'release/1.2' }, { branch: 'release/1.2' }],
    ['a poll below a second', { SOUK_POLL_SECONDS: '0.5' }, { pollSeconds: 0.5 }],
    ['any port', { SOUK_PORT: '0' }, { port: 0 }],
    ['all interfaces', { SOUK_HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
    ['an IPv6 host', { SOUK_HOST: '::1' }, { host: '::1' }],
    [
      'PostgreSQL',
      { SOUK_DATABASE_URL: 'postgres://u:p@db/souk' },
      { databaseUrl: 'postgres://u:p@db/souk' },
    ],
    ['data folder', { SOUK_DATA_DIR: 'var' }, { dataDir: '/work/var' }],
    ['log level in capitals', { SOUK_LOG_LEVEL: 'DEBUG' }, { logLevel: 'debug' }],
    [
      'enterprise GitHub',
      { SOUK_GITHUB_API_URL: 'https://gh.example/api/v3' },
      { githubApiUrl: 'https://gh.example/api/v3' },
    ],
    [
      'secrets',
      { SOUK_WEBHOOK_SECRET: 's'.repeat(24), SOUK_GITHUB_TOKEN: 't' },
      { webhookSecret: 's'.repeat(24), githubToken: 't' },
    ],
  ];
  it.each(cases)('reads %s', (_name, env, expected) => {
    expect(parse(env)).toEqual({ ok: true, config: { ...defaults, ...expected } });
  });

  it('carries the flag', () => {
    expect(parse({}, true)).toMatchObject({ config: { worktree: true } });
  });
});

describe('when something is wrong', () => {
  const cases: [env: Record<string, string>, line: string | RegExp][] = [
    [{ SOUK_PROT: '80' }, 'SOUK_PROT is not a setting of Souk; did you mean SOUK_PORT?'],
    [{ SOUK_DATABSE_URL: 'x' }, /did you mean SOUK_DATABASE_URL\?/],
    [{ SOUK_FLAVOUR: 'x' }, /^SOUK_FLAVOUR is not a setting of Souk; the settings are SOUK_REPO, /],
    [
      { SOUK_PORT: '70700' },
      'SOUK_PORT must be a port from 0 to 65535 (0 lets the system choose); found "70700".',
    ],
    [{ SOUK_PORT: '-1' }, /^SOUK_PORT must be/],
    [{ SOUK_PORT: '7070x' }, /^SOUK_PORT must be/],
    [{ SOUK_POLL_SECONDS: '0' }, 'SOUK_POLL_SECONDS must be a number from 0.1 to 86400; found "0".'],
    [{ SOUK_POLL_SECONDS: 'soon' }, /^SOUK_POLL_SECONDS must be/],
    [
      { SOUK_LOG_LEVEL: 'loud' },
      /^SOUK_LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent; found "loud"/,
    ],
    [
      { SOUK_DATABASE_URL: 'mysql://root:hunter2@db/x' },
      /^SOUK_DATABASE_URL must be an address such as postgresql:/,
    ],
    [{ SOUK_GITHUB_API_URL: 'github.com' }, /^SOUK_GITHUB_API_URL must be an address/],
    [{ SOUK_WEBHOOK_SECRET: 'hunter2' }, /^SOUK_WEBHOOK_SECRET must be at least 16 characters/],
    [{ SOUK_HOST: 'http://x' }, /^SOUK_HOST must be a host name/],
    [{ SOUK_BRANCH: '--upload-pack=x' }, /^SOUK_BRANCH must be the name of a branch/],
    [{ SOUK_BRANCH: 'main..dev' }, /^SOUK_BRANCH must be/],
    [{ SOUK_REPO: 'https://github.com/acme/shop' }, /^SOUK_REPO must be the path of a local clone/],
    [{ SOUK_REPO: 'git@github.com:acme/shop' }, /^SOUK_REPO must be the path/],
  ];
  it.each(cases)('refuses %j in one line', (env, line) => {
    const result = parse(env);
    const problems = result.ok ? [] : result.problems;
    expect(problems).toEqual([typeof line === 'string' ? line : expect.stringMatching(line)]);
    expect(problems.join()).not.toMatch(/\n|hunter2/);
  });

  it('reports everything at once', () => {
    const result = parse({ SOUK_PORT: 'x', SOUK_REPOS: 'y', SOUK_LOG_LEVEL: 'z' });
    expect(result.ok ? [] : result.problems.map((line) => line.split(' ')[0])).toEqual([
      'SOUK_REPOS',
      'SOUK_PORT',
      'SOUK_LOG_LEVEL',
    ]);
  });
});
