import { describe, expect, it } from 'vitest';
import type { VaultConfig } from '../secrets/vault/vault-config.ts';
import { type Config, parseConfig } from './config.ts';

const parse = (env: Record<string, string>, worktree = false) => parseConfig({ env, cwd: '/work', worktree });

const defaults: Config = {
  repo: '/work',
  repoToken: undefined,
  branch: undefined,
  pollSeconds: 5,
  resyncMinutes: 60,
  allowedSigners: undefined,
  requiredChecks: [],
  databaseUrl: undefined,
  dataDir: '/work/.souk',
  host: '127.0.0.1',
  port: 7070,
  publicUrl: undefined,
  webhookSecret: undefined,
  webhookAllow: [],
  githubApiUrl: 'https://api.github.com',
  githubToken: undefined,
  githubRepository: undefined,
  oci: undefined,
  auditKey: undefined,
  auditRef: undefined,
  advisories: '/work/.souk/advisories',
  advisorySource: { base: new URL('https://osv-vulnerabilities.storage.googleapis.com/') },
  rescanSchedule: '0 3 * * *',
  otlpEndpoint: undefined,
  secrets: new Map(),
  secretsDir: undefined,
  vault: undefined,
  mail: undefined,
  tokens: { lifeMs: 900_000, resources: [], issuersFile: undefined },
  usageMonths: 25,
  clickHouse: undefined,
  billingExport: undefined,
  paymentsFile: undefined,
  driversFile: undefined,
  logLevel: 'warn',
  worktree: false,
  local: { port: 7071, egressAllow: [] },
  demo: true,
};

const vault: VaultConfig = {
  ...{ address: 'https://vault.example', login: { method: 'token', token: 't' } },
  ...{ namespace: undefined, caFile: undefined, prefix: undefined, timeoutMs: 10_000 },
};

const aMail = { login: undefined, from: { name: '', address: 'souk@example.com' } };

describe('when the environment is sound', () => {
  const cases: [name: string, env: Record<string, string>, expected: Partial<Config>][] = [
    ['nothing set', {}, {}],
    ['other names', { PATH: '/bin', SOUKS: 'x' }, {}],
    ['blank values', { SOUK_PORT: '', SOUK_REPO: ' ' }, {}],
    ['names of the tests', { SOUK_TEST_POSTGRES_URL: 'postgres://x/y' }, {}],
    ['relative repo', { SOUK_REPO: '../shop' }, { repo: '/shop', demo: false }],
    ['absolute repo', { SOUK_REPO: '/srv/shop' }, { repo: '/srv/shop', demo: false }],
    ['a branch with a slash', { SOUK_BRANCH: 'release/1.2' }, { branch: 'release/1.2' }],
    ['a poll below a second', { SOUK_POLL_SECONDS: '0.5' }, { pollSeconds: 0.5 }],
    ['any port', { SOUK_PORT: '0' }, { port: 0, local: { port: 0, egressAllow: [] } }],
    ['all interfaces', { SOUK_HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
    ['an IPv6 host', { SOUK_HOST: '::1' }, { host: '::1' }],
    [
      'PostgreSQL',
      { SOUK_DATABASE_URL: 'postgres://u:p@db/souk' },
      { databaseUrl: 'postgres://u:p@db/souk', local: undefined },
    ],
    [
      'installations here, beside PostgreSQL',
      { SOUK_DATABASE_URL: 'postgres://db/souk', SOUK_LOCAL_DRIVER: 'on', SOUK_APPS_PORT: '9000' },
      { databaseUrl: 'postgres://db/souk', local: { port: 9000, egressAllow: [] } },
    ],
    ['no installations here', { SOUK_LOCAL_DRIVER: 'off' }, { local: undefined }],
    [
      'what installations may call inside',
      { SOUK_APPS_EGRESS_ALLOW: '10.0.0.0/8' },
      { local: { port: 7071, egressAllow: ['10.0.0.0/8'] } },
    ],
    ['no doubles', { SOUK_DEMO: 'off' }, { demo: false }],
    ['files to refer to', { SOUK_SECRETS_DIR: '/run/souk' }, { secretsDir: '/run/souk' }],
    ['data folder', { SOUK_DATA_DIR: 'var' }, { dataDir: '/work/var', advisories: '/work/var/advisories' }],
    [
      'an address by HTTPS',
      { SOUK_REPO: 'https://git.example/a.git' },
      { repo: 'https://git.example/a.git', demo: false },
    ],
    [
      'an address by SSH',
      { SOUK_REPO: 'ssh://git@git.example/a' },
      { repo: 'ssh://git@git.example/a', demo: false },
    ],
    [
      'a short address by SSH',
      { SOUK_REPO: 'git@git.example:a/b.git' },
      { repo: 'git@git.example:a/b.git', demo: false },
    ],
    ['an address of a file', { SOUK_REPO: 'file:///srv/a.git' }, { repo: 'file:///srv/a.git', demo: false }],
    ['a token for the repository', { SOUK_REPO_TOKEN: 't' }, { repoToken: 't' }],
    ['a slower resync', { SOUK_RESYNC_MINUTES: '720' }, { resyncMinutes: 720 }],
    ['who may sign', { SOUK_ALLOWED_SIGNERS: 'signers' }, { allowedSigners: '/work/signers' }],
    [
      'required checks',
      { SOUK_REQUIRED_CHECKS: 'Souk, build / test,', SOUK_GITHUB_TOKEN: 't' },
      { requiredChecks: ['Souk', 'build / test'], githubToken: 't' },
    ],
    [
      'the address of people',
      { SOUK_PUBLIC_URL: 'https://souk.example' },
      { publicUrl: 'https://souk.example' },
    ],
    [
      'a repository on GitHub',
      { SOUK_GITHUB_REPOSITORY: 'acme/shop.x' },
      { githubRepository: 'acme/shop.x' },
    ],
    [
      'private ranges',
      { SOUK_WEBHOOK_ALLOW: '10.0.0.0/8, fd00::/8' },
      { webhookAllow: ['10.0.0.0/8', 'fd00::/8'] },
    ],
    [
      'a registry',
      { SOUK_OCI_REPOSITORY: 'localhost:5000/souk', SOUK_OCI_USERNAME: 'u', SOUK_OCI_PASSWORD: 'p' },
      { oci: { repository: 'localhost:5000/souk', username: 'u', password: 'p' } },
    ],
    [
      'a registry for everybody',
      { SOUK_OCI_REPOSITORY: 'registry.example/a/b-c' },
      { oci: { repository: 'registry.example/a/b-c', username: undefined, password: undefined } },
    ],
    [
      'where the audit goes',
      { SOUK_AUDIT_KEY: '/keys/a.pem', SOUK_AUDIT_REF: 'refs/souk/audit' },
      { auditKey: '/keys/a.pem', auditRef: 'refs/souk/audit' },
    ],
    [
      'when and by what is looked again',
      { SOUK_ADVISORIES: 'osv', SOUK_RESCAN_SCHEDULE: '30 4 * * 1-5' },
      { advisories: '/work/osv', rescanSchedule: '30 4 * * 1-5' },
    ],
    [
      'where telemetry goes',
      { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_SERVICE_NAME: 'x' },
      { otlpEndpoint: 'http://collector:4318' },
    ],
    [
      'values for manifests',
      { SOUK_SECRET_HOOK: ' whsec_x ', SOUK_SECRET_: '' },
      {
        secrets: new Map([
          ['SOUK_SECRET_HOOK', ' whsec_x '],
          ['SOUK_SECRET_', ''],
        ]),
      },
    ],
    [
      'a vault by a token',
      { SOUK_VAULT_ADDR: 'http://127.0.0.1:8200', SOUK_VAULT_TOKEN: 't' },
      { vault: { ...vault, address: 'http://127.0.0.1:8200', login: { method: 'token', token: 't' } } },
    ],
    [
      'a vault by a role',
      {
        ...{ SOUK_VAULT_ADDR: 'https://vault.example', SOUK_VAULT_ROLE_ID: 'r', SOUK_VAULT_SECRET_ID: 's' },
        ...{
          SOUK_VAULT_NAMESPACE: 'acme/souk',
          SOUK_VAULT_CA_FILE: 'ca.pem',
          SOUK_VAULT_PREFIX: 'kv/{team}/',
        },
        SOUK_VAULT_TIMEOUT_SECONDS: '3',
      },
      {
        vault: {
          ...{
            ...vault,
            namespace: 'acme/souk',
            caFile: '/work/ca.pem',
            prefix: 'kv/{team}/',
            timeoutMs: 3_000,
          },
          login: { method: 'approle', mount: 'approle', roleId: 'r', secretId: 's' },
        },
      },
    ],
    [
      'a vault by the token of a workload',
      { SOUK_VAULT_ADDR: 'https://vault.example', SOUK_VAULT_ROLE: 'souk' },
      {
        vault: {
          ...vault,
          login: {
            ...{ method: 'jwt', mount: 'kubernetes', role: 'souk' },
            tokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
          },
        },
      },
    ],
    [
      'another place of both',
      {
        ...{ SOUK_VAULT_ADDR: 'https://vault.example', SOUK_VAULT_ROLE: 'souk' },
        ...{ SOUK_VAULT_AUTH_MOUNT: 'jwt/ci', SOUK_VAULT_JWT_FILE: 'token' },
      },
      {
        vault: {
          ...vault,
          login: { method: 'jwt', mount: 'jwt/ci', role: 'souk', tokenFile: '/work/token' },
        },
      },
    ],
    [
      'how tokens are given out',
      {
        ...{ SOUK_TOKEN_MINUTES: '5', SOUK_TOKEN_RESOURCES: 'https://crm.example,urn:acme:erp' },
        ...{ SOUK_TOKEN_ISSUERS: 'issuers.json', SOUK_PUBLIC_URL: 'https://souk.example' },
      },
      {
        publicUrl: 'https://souk.example',
        tokens: {
          ...{ lifeMs: 300_000, resources: ['https://crm.example', 'urn:acme:erp'] },
          issuersFile: '/work/issuers.json',
        },
      },
    ],
    [
      'a mail server',
      {
        SOUK_SMTP_URL: 'smtp://souk%40acme:p%23ss@smtp.example.com',
        SOUK_MAIL_FROM: 'Acme Souk <souk@example.com>',
      },
      {
        mail: {
          ...{ host: 'smtp.example.com', port: 587, tls: 'starttls' },
          ...{ login: { user: 'souk@acme', password: 'p#ss' } },
          from: { name: 'Acme Souk', address: 'souk@example.com' },
        },
      },
    ],
    [
      'a mail server with TLS from the start',
      { SOUK_SMTP_URL: 'smtps://smtp.example.com', SOUK_MAIL_FROM: 'souk@example.com' },
      { mail: { ...aMail, host: 'smtp.example.com', port: 465, tls: 'implicit' } },
    ],
    [
      'a mail server of this machine',
      { SOUK_SMTP_URL: 'smtp://[::1]:2525/', SOUK_MAIL_FROM: 'souk@example.com' },
      { mail: { ...aMail, host: '::1', port: 2525, tls: 'none' } },
    ],
    ['where drivers work', { SOUK_DRIVERS: 'drivers.yaml' }, { driversFile: '/work/drivers.yaml' }],
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
    [
      { SOUK_REPO: 'ext::sh -c hunter2' },
      'SOUK_REPO must be a path, or an address such as https://github.com/acme/souk.git; found something else (not shown: it may be secret).',
    ],
    [{ SOUK_REPO: 'ftp://ann:hunter2@git.example/shop' }, /^SOUK_REPO must be a path, or an address/],
    [{ SOUK_REPO: 'https://ann:hunter2@git.example/a b' }, /^SOUK_REPO must be a path, or an address/],
    [{ SOUK_RESYNC_MINUTES: '0' }, 'SOUK_RESYNC_MINUTES must be a number from 1 to 10080; found "0".'],
    [{ SOUK_REQUIRED_CHECKS: 'x'.repeat(101) }, /^SOUK_REQUIRED_CHECKS must be a list with commas between/],
    [
      { SOUK_REQUIRED_CHECKS: 'Souk' },
      'SOUK_REQUIRED_CHECKS needs SOUK_GITHUB_TOKEN, which GitHub is asked with.',
    ],
    [{ SOUK_ALLOWED_SIGNERS: 'a\0b' }, /^SOUK_ALLOWED_SIGNERS must be a path/],
    [{ SOUK_PUBLIC_URL: 'souk.example' }, /^SOUK_PUBLIC_URL must be an address such as https:/],
    [{ SOUK_GITHUB_REPOSITORY: 'acme' }, /^SOUK_GITHUB_REPOSITORY must be owner\/name/],
    [
      { SOUK_WEBHOOK_ALLOW: '10.0.0.1' },
      'SOUK_WEBHOOK_ALLOW must be a list with commas between, such as 10.0.0.0/8,fd00::/8; found "10.0.0.1".',
    ],
    [{ SOUK_WEBHOOK_ALLOW: '10.0.0.0/33' }, /^SOUK_WEBHOOK_ALLOW must be/],
    [{ SOUK_WEBHOOK_ALLOW: '10.0.0.0/8,fd00::/129' }, /^SOUK_WEBHOOK_ALLOW must be/],
    [{ SOUK_OCI_REPOSITORY: 'https://registry.example/souk' }, /^SOUK_OCI_REPOSITORY must be host and path/],
    [{ SOUK_OCI_USERNAME: 'u' }, 'SOUK_OCI_USERNAME is of no use without SOUK_OCI_REPOSITORY.'],
    [
      { SOUK_SMTP_URL: 'smtp://127.0.0.1' },
      'SOUK_SMTP_URL needs SOUK_MAIL_FROM, which mails name as their sender.',
    ],
    [{ SOUK_MAIL_FROM: 'souk@example.com' }, 'SOUK_MAIL_FROM is of no use without SOUK_SMTP_URL.'],
    [
      { SOUK_MAIL_FROM: 'souk' },
      'SOUK_MAIL_FROM must be an address such as souk@example.com or Souk <souk@example.com>; found "souk".',
    ],
    ...[
      'http://u:hunter2@smtp.example.com',
      'smtp.example.com',
      'smtp://u@smtp.example.com',
      'smtp://u:hunter2@',
      'smtp://u:hunter2%zz@smtp.example.com',
      'smtp://u:hunt#er2@smtp.example.com',
      'smtps://u:hunter2@smtp.example.com/?tls.rejectUnauthorized=false',
      'smtp://u:hunter2@smtp.example.com:99999',
    ].map((address): [Record<string, string>, string] => [
      { SOUK_SMTP_URL: address, SOUK_MAIL_FROM: 'souk@example.com' },
      'SOUK_SMTP_URL must be an address such as smtps://user:password@smtp.example.com, with %40 for @ and the like in user and password; found something else (not shown: it may be secret).',
    ]),
    [{ SOUK_AUDIT_REF: 'main' }, /^SOUK_AUDIT_REF must be the full name of a ref/],
    [{ SOUK_AUDIT_KEY: 'a\0b' }, /^SOUK_AUDIT_KEY must be a path/],
    [{ SOUK_ADVISORIES: 'a\0b' }, /^SOUK_ADVISORIES must be a path/],
    [
      { SOUK_RESCAN_SCHEDULE: 'nightly' },
      'SOUK_RESCAN_SCHEDULE must be a cron expression such as 0 3 * * *; found "nightly".',
    ],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, /^OTEL_EXPORTER_OTLP_ENDPOINT must be an address/],
    [
      { SOUK_VAULT_ADDR: 'http://vault.example:8200', SOUK_VAULT_TOKEN: 't' },
      /^SOUK_VAULT_ADDR must be an address such as https:.*only of this machine; found something else/,
    ],
    [
      { SOUK_VAULT_ADDR: 'https://root:hunter2@vault.example', SOUK_VAULT_TOKEN: 't' },
      /^SOUK_VAULT_ADDR must be/,
    ],
    [{ SOUK_VAULT_TOKEN: 'hunter2' }, 'SOUK_VAULT_TOKEN is of no use without SOUK_VAULT_ADDR.'],
    [{ SOUK_VAULT_PREFIX: 'kv/{team}/' }, 'SOUK_VAULT_PREFIX is of no use without SOUK_VAULT_ADDR.'],
    [
      { SOUK_VAULT_ADDR: 'https://vault.example' },
      /^SOUK_VAULT_ADDR needs one way to log in: .*; found none\.$/,
    ],
    [
      { SOUK_VAULT_ADDR: 'https://vault.example', SOUK_VAULT_TOKEN: 'hunter2', SOUK_VAULT_ROLE: 'r' },
      /found SOUK_VAULT_TOKEN and SOUK_VAULT_ROLE\.$/,
    ],
    [
      { SOUK_VAULT_ADDR: 'https://vault.example', SOUK_VAULT_ROLE_ID: 'r' },
      'SOUK_VAULT_ROLE_ID and SOUK_VAULT_SECRET_ID are of no use without each other.',
    ],
    [
      { SOUK_VAULT_ADDR: 'https://vault.example', SOUK_VAULT_TOKEN: 't', SOUK_VAULT_JWT_FILE: 'x' },
      'SOUK_VAULT_JWT_FILE is of no use without SOUK_VAULT_ROLE.',
    ],
    [
      { SOUK_VAULT_ADDR: 'https://vault.example', SOUK_VAULT_TOKEN: 't', SOUK_VAULT_PREFIX: 'kv/{team}' },
      /^SOUK_VAULT_PREFIX must be the beginning of paths with a slash at its end/,
    ],
    [
      { SOUK_VAULT_ADDR: 'https://vault.example', SOUK_VAULT_TOKEN: 't', SOUK_VAULT_PREFIX: 'kv/{app}/' },
      /^SOUK_VAULT_PREFIX must be/,
    ],
    [{ SOUK_TOKEN_MINUTES: '61' }, 'SOUK_TOKEN_MINUTES must be a number from 1 to 60; found "61".'],
    [{ SOUK_TOKEN_RESOURCES: 'crm.example' }, /^SOUK_TOKEN_RESOURCES must be a list with commas between/],
    [{ SOUK_TOKEN_RESOURCES: 'https://crm.example/#x' }, /^SOUK_TOKEN_RESOURCES must be/],
    [
      { SOUK_TOKEN_ISSUERS: 'issuers.json' },
      'SOUK_TOKEN_ISSUERS needs SOUK_PUBLIC_URL, which tokens name as their issuer.',
    ],
    [{ SOUK_SECRETS_HOOK: 'hunter2' }, /^SOUK_SECRETS_HOOK is not a setting of Souk/],
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
