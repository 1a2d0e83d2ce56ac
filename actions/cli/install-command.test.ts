import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TemporaryRepository } from '@souk/git/testing/temporary-repository.ts';
import { bot, commit, pull } from '@souk/github/testing/sample-answers.ts';
import { startScriptedServer } from '@souk/github/testing/scripted-server.ts';
import { anApp, anInstallation, aTeam } from '@souk/model/testing/manifests.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { runCli } from '../testing/run-cli.ts';

/** Policies that find nothing: these tests are about everything else. */
const calmPolicies = fileURLToPath(new URL('../testing/calm-policies', import.meta.url));
const PATH = 'catalog/installations/finance/invoice-scanner-finance-staging.yaml';
const REPO = '/repos/acme/catalog';
let repository: TemporaryRepository;

beforeAll(() => {
  repository = new TemporaryRepository();
  cpSync(calmPolicies, join(repository.dir, 'policies'), { recursive: true });
  repository.commit({
    'catalog/apps/invoice-scanner/manifest.yaml': stringify(anApp()),
    'catalog/teams/finance.yaml': stringify(aTeam()),
    'catalog/installations/finance/invoices-prod.yaml': stringify(anInstallation()),
  });
});
afterEach(() => void repository.git('clean', '--quiet', '--force', '-d'));
afterAll(() => repository[Symbol.dispose]());

const wish = ['install', 'invoice-scanner', '--team', 'finance', '--env', 'staging'];
const install = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runCli(repository.dir, [...wish, ...args], env);

describe('souk install --local', () => {
  it('writes the file, and says how it was judged', async () => {
    const { exitCode, stdout } = await install([
      ...['--local', '--until', '30d', '--set', 'channel=#inbox', '--secret', 'TOKEN=vault:kv/scan#token'],
    ]);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`Wrote ${PATH}`)]);
    expect(stdout).toContain('risk');
    expect(parse(readFileSync(join(repository.dir, PATH), 'utf8'))).toEqual({
      ...{ apiVersion: 'souk/v1', kind: 'Installation', id: 'invoice-scanner-finance-staging' },
      ...{ app: 'invoice-scanner', version: '^1.4.2', team: 'finance', environment: 'staging' },
      ...{ config: { channel: '#inbox' }, secrets: { TOKEN: 'vault:kv/scan#token' }, ttl: '30d' },
    });
  });

  it('gives data to programs', async () => {
    const { stdout } = await install(['--local', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ path: PATH, report: { verdict: 'pass' } });
  });

  it('writes nothing that the checks deny', async () => {
    const { exitCode, stdout } = await install(['--local', '--range', '^9.0.0']);
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('Nothing was made')]);
    expect(stdout).toContain('reference/range');
    expect(existsSync(join(repository.dir, PATH))).toBe(false);
  });
});

describe('souk install', () => {
  it('opens a pull request in the name of whoever asks', async () => {
    await using server = await startScriptedServer({
      'POST /graphql': [{ body: { data: { viewer: { login: 'ana', databaseId: 7 } } } }],
      [`GET ${REPO}/git/ref/heads%2Fmain`]: [{ body: { object: { sha: commit('a') } } }],
      [`GET ${REPO}/git/commits/${commit('a')}`]: [{ body: { tree: { sha: commit('e') } } }],
      [`POST ${REPO}/git/blobs`]: [{ status: 201, body: { sha: commit('b') } }],
      [`POST ${REPO}/git/trees`]: [{ status: 201, body: { sha: commit('d') } }],
      [`POST ${REPO}/git/commits`]: [{ status: 201, body: { sha: commit('c') } }],
      [`POST ${REPO}/git/refs`]: [{ status: 201, body: {} }],
      [`POST ${REPO}/pulls`]: [
        {
          status: 201,
          body: pull({ number: 12, user: bot, html_url: 'https://github.com/acme/catalog/12' }),
        },
      ],
    });
    const { exitCode, stdout, stderr } = await install(
      ['--repository', 'acme/catalog', '--api-url', server.origin, '--reason', 'For <b>the</b> audit.'],
      { GITHUB_TOKEN: 'ghs_secret' },
    );
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Opened pull request #12: https://github.com/acme/catalog/12');
    expect(existsSync(join(repository.dir, PATH))).toBe(false);
    const sent = new Map(server.received.map(({ url, body }) => [url.slice(REPO.length), body]));
    expect(sent.get('/git/trees')).toMatchObject({ tree: [{ path: PATH }] });
    expect(sent.get('/git/commits')).toMatchObject({
      message: 'Add Installation/invoice-scanner-finance-staging',
      author: { name: 'ana' },
    });
    expect(sent.get('/git/refs')).toMatchObject({
      ref: 'refs/heads/souk/install-invoice-scanner-finance-staging',
    });
    expect(sent.get('/pulls')).toMatchObject({ base: 'main', body: expect.not.stringContaining('<b>') });
  });

  it.each([
    [
      'an app that is none',
      ['install', 'invoice-scaner', '--team', 'finance', '--env', 'staging', '--local'],
      'Did you mean invoice-scanner?',
    ],
    ['an id that is taken', [...wish, '--local', '--id', anInstallation().id], 'Choose another id.'],
    ['a value that is none', [...wish, '--local', '--set', 'x'], '--set: expected name=value, found "x".'],
    ['two configurations', [...wish, '--local', '--set', 'a=1', '--config', 'x'], 'leave --set out'],
    ['a file that is not there', [...wish, '--local', '--config', 'x'], '--config: ENOENT'],
    ['no repository', wish, 'or write the file with --local'],
    ['no token', [...wish, '--repository', 'acme/catalog'], 'GITHUB_TOKEN is not set'],
    ['no team', ['install', 'x', '--env', 'dev'], '--team'],
    ['another format', [...wish, '--local', '--format', 'xml'], 'expected text or json'],
  ])('answers %s with exit code 2 and how to mend it', async (_name, args, words) => {
    const result = await runCli(repository.dir, args);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(words);
  });
});
