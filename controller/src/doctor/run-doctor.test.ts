import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockDataFolder } from '../data-folder/lock-data-folder.ts';
import { PASSWORD, startMailServer, USER } from '../mail/testing/mail-server.ts';
import { crmManifest, GitShop } from '../testing/git-shop.ts';
import type { Diagnosis } from './diagnosis.ts';
import { runDoctor } from './run-doctor.ts';

let shop: GitShop;
let dataDir: string;
beforeEach(() => {
  shop = new GitShop();
  dataDir = mkdtempSync(join(tmpdir(), 'souk-doctor-'));
});
afterEach(() => {
  shop.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

function look(settings: Record<string, string> = {}, url?: string): Promise<readonly Diagnosis[]> {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, SOUK_REPO: shop.dir, SOUK_DATA_DIR: dataDir, SOUK_PORT: '0', ...settings };
  return runDoctor({ env, cwd: '/', url, now: () => new Date('2026-11-22T08:00:00Z') });
}

const lineOf = (diagnoses: readonly Diagnosis[], name: string): string =>
  diagnoses
    .filter((one) => one.name === name)
    .map(({ status, found }) => `${status} ${found}`)
    .join('\n');

/** A server that gives the same answers to everybody. */
async function serve(answers: Readonly<Record<string, object>>): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const body = answers[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('when all is well', () => {
  it('finds nothing broken, and leaves nothing behind', async () => {
    shop.write('catalog/apps/crm/manifest.yaml', crmManifest);
    shop.git('init', '-qb', 'main');
    const commit = shop.commit();
    const diagnoses = await look();
    expect(diagnoses.filter(({ status }) => status === 'fail')).toEqual([]);
    expect(lineOf(diagnoses, 'Repository')).toBe(`pass ${shop.dir}, main at ${commit.slice(0, 7)}`);
    expect(lineOf(diagnoses, 'Data folder')).toMatch(/^pass .* used by nobody$/);
  });
});

describe('when something is wrong', () => {
  it.each<[string, Record<string, string>, string, RegExp]>([
    ['a setting', { SOUK_PRT: '1' }, 'Settings', /^fail SOUK_PRT is not a setting.*SOUK_PORT/],
    ['the repository', { SOUK_REPO: '/nowhere' }, 'Repository', /^fail there is no folder \/nowhere/],
    [
      'the address of the repository',
      { SOUK_REPO: 'https://bot:hunter2@127.0.0.1:9/a.git' },
      'Repository',
      /^fail https:\/\/127\.0\.0\.1:9\/a\.git/,
    ],
    [
      'the database',
      { SOUK_DATABASE_URL: 'postgres://souk:hunter2@127.0.0.1:9/x' },
      'Database',
      /^fail it can not be reached: .*ECONNREFUSED/,
    ],
    [
      'GitHub',
      {
        SOUK_GITHUB_TOKEN: 'hunter2',
        SOUK_GITHUB_REPOSITORY: 'a/b',
        SOUK_GITHUB_API_URL: 'http://127.0.0.1:9999',
      },
      'GitHub',
      /^fail 127\.0\.0\.1:9999 does not answer/,
    ],
    [
      'the registry',
      { SOUK_OCI_REPOSITORY: '127.0.0.1:9999/souk' },
      'OCI registry',
      /^fail 127\.0\.0\.1:9999 does not answer/,
    ],
    [
      'the mail server',
      { SOUK_SMTP_URL: 'smtp://souk:hunter2@127.0.0.1:9999', SOUK_MAIL_FROM: 'souk@example.com' },
      'Mail server',
      /^fail 127\.0\.0\.1: The mail server can not be reached: .*ECONNREFUSED/,
    ],
    [
      'ClickHouse',
      { SOUK_CLICKHOUSE_URL: 'http://127.0.0.1:9999', SOUK_CLICKHOUSE_PASSWORD: 'hunter2' },
      'ClickHouse',
      /^warn http:\/\/127\.0\.0\.1:9999: .*ECONNREFUSED/,
    ],
    [
      'the folder of files of billing',
      { SOUK_BILLING_EXPORT: 'file:///nowhere/billing' },
      'Billing',
      /^fail \/nowhere\/billing can't be written to \(ENOENT\)/,
    ],
    [
      'the secret of the bucket',
      {
        SOUK_BILLING_EXPORT: 's3://acme-billing/souk',
        SOUK_BILLING_EXPORT_REGION: 'eu-central-1',
        SOUK_BILLING_EXPORT_KEY_ID: 'AKIA',
        SOUK_BILLING_EXPORT_SECRET: 'env:SOUK_SECRET_EXPORT',
        SOUK_SECRET_OTHER: 'hunter2',
      },
      'Billing',
      /^fail .*SOUK_SECRET_EXPORT/,
    ],
    [
      'the file of payments',
      { SOUK_PAYMENTS: '/nowhere/payments.yaml' },
      'Billing',
      /fail SOUK_PAYMENTS .*ENOENT/,
    ],
  ])('names %s, and no credentials', async (_name, settings, line, found) => {
    const diagnoses = await look(settings);
    expect(lineOf(diagnoses, line)).toMatch(found);
    expect(JSON.stringify(diagnoses)).not.toContain('hunter2');
  });

  it.each<[login: string, line: RegExp]>([
    [`${USER}:${PASSWORD}`, /^pass 127\.0\.0\.1 answers, and takes the login$/],
    [`${USER}:wrong-hunter2`, /^fail 127\.0\.0\.1: The mail server refuses the login: /],
  ])('says whether the mail server takes the login %s', async (login, line) => {
    const server = await startMailServer();
    const address = `smtp://${login}@127.0.0.1:${server.port}`;
    const diagnoses = await look({ SOUK_SMTP_URL: address, SOUK_MAIL_FROM: 'souk@example.com' });
    await server.close();
    expect(lineOf(diagnoses, 'Mail server')).toMatch(line);
    expect(JSON.stringify(diagnoses)).not.toContain('hunter2');
    expect(server.taken).toEqual([]);
  });

  it('says that billing can do its work, and shows no key', async () => {
    const payments = join(dataDir, 'payments.yaml');
    writeFileSync(
      payments,
      'stripe:\n  key: env:SOUK_SECRET_STRIPE\n  meters: { EUR: souk_due }\n  customers: { CC-1: cus_1 }\n',
    );
    const settings = { SOUK_PAYMENTS: payments, SOUK_BILLING_EXPORT: `file://${dataDir}` };
    const diagnoses = await look({ ...settings, SOUK_SECRET_STRIPE: 'sk_test_hunter2' });
    expect(lineOf(diagnoses, 'Billing').split('\n')).toEqual([
      `pass files are handed out to ${dataDir}`,
      `pass ${payments} names 1 customer, and meters for EUR`,
    ]);
    expect(JSON.stringify(diagnoses)).not.toContain('hunter2');
  });

  it('names who holds the data folder', async () => {
    const lock = lockDataFolder(dataDir);
    lock.announce('http://127.0.0.1:7070');
    const diagnoses = await look();
    lock.release();
    expect(lineOf(diagnoses, 'Data folder')).toContain(
      `in use by process ${process.pid}, open at http://127.0.0.1:7070`,
    );
  });

  it('names what signatures can not be checked by, where they are demanded', async () => {
    const settings = join(dataDir, 'settings');
    writeFileSync(settings, '[gpg]\n\tprogram = gpg\n[gpg "openpgp"]\n\tprogram = /nowhere/gpg\n');
    vi.stubEnv('GIT_CONFIG_GLOBAL', settings);
    const [demanded, free] = await Promise.all([look({ SOUK_ALLOWED_SIGNERS: settings }), look()]);
    vi.unstubAllEnvs();
    expect(lineOf(demanded, 'Signatures')).toMatch(/^warn gpg can not be run/);
    expect(lineOf(free, 'Signatures')).toMatch(/^skip none are demanded/);
  });

  it('tells a port that another program holds from one of a Souk', async () => {
    const stranger = await serve({});
    const souk = await serve({ '/openapi.json': { info: { title: 'Souk' } } });
    const [foreign, own] = await Promise.all(
      [stranger, souk].map(({ url }) => look({ SOUK_PORT: new URL(url).port })),
    );
    stranger.server.close();
    souk.server.close();
    expect(lineOf(foreign ?? [], 'Port')).toMatch(/^fail .* held by another program$/);
    expect(lineOf(own ?? [], 'Port')).toMatch(/^pass .* held by a Souk$/);
  });
});

describe('when a controller runs', () => {
  it('says how fresh it is', async () => {
    const syncedAt = '2026-11-22T07:59:58.000Z';
    const { url, server } = await serve({
      '/readyz': { status: 'ok' },
      '/api/v1/status': { state: 'synced', commit: 'abcdef0123', syncedAt },
    });
    const diagnoses = await look({}, `${url}/`);
    server.close();
    expect(lineOf(diagnoses, 'Controller')).toBe(`pass ${url} is ready`);
    expect(lineOf(diagnoses, 'Freshness')).toBe('pass serves abcdef0, true to its source 2 s ago');
  });

  it('counts one that was named and does not answer as broken', async () => {
    const diagnoses = await look({}, 'http://127.0.0.1:9999');
    expect(lineOf(diagnoses, 'Controller')).toMatch(/^fail http:\/\/127\.0\.0\.1:9999 does not answer/);
  });
});
