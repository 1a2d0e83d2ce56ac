import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../clock.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { until } from '../../testing/until.ts';
import { type BaoServer, findBao, startBao } from '../testing/bao-server.ts';
import { openVault, type Vault } from './open-vault.ts';
import type { VaultConfig, VaultLogin } from './vault-config.ts';

const program = findBao(process.env);
const postgresUrl = process.env['SOUK_TEST_POSTGRES_URL'];
if (program === undefined)
  process.stderr.write(
    'Skipped: secrets in a real OpenBao. Set SOUK_TEST_BAO to what scripts/setup-openbao.sh prints to run it; a double is always tested.\n',
  );
else if (postgresUrl === undefined)
  process.stderr.write(
    'Skipped: users that OpenBao makes in PostgreSQL. Set SOUK_TEST_POSTGRES_URL to run it; leases of another engine are tested.\n',
  );

const policy = `
path "kv/data/sales/*" { capabilities = ["read"] }
path "old/*" { capabilities = ["read"] }
path "leased/*" { capabilities = ["read"] }
path "database/creds/*" { capabilities = ["read"] }
path "sys/leases/renew" { capabilities = ["update"] }
path "sys/leases/revoke" { capabilities = ["update"] }
`;
const crm = { team: 'sales', leaseFor: 'Installation/crm' };

describe.skipIf(program === undefined)('secrets in OpenBao', () => {
  let bao: BaoServer;
  let byRole: VaultLogin;
  let opened: Vault[] = [];
  let told: string[] = [];
  beforeAll(async () => {
    bao = await startBao(program ?? '');
    byRole = await setUp(bao);
  });
  afterEach(async () => {
    for (const vault of opened) await vault.close();
    opened = [];
    told = [];
  });
  afterAll(() => bao?.close());

  const open = (parts: Partial<VaultConfig> = {}, clock: Clock = systemClock): Vault => {
    const defaults = { namespace: undefined, caFile: undefined, prefix: undefined, timeoutMs: 5_000 };
    const vault = openVault(
      { ...defaults, address: bao.address, login: byRole, ...parts },
      { clock, random: Math.random, tell: (problem) => told.push(problem) },
    );
    opened.push(vault);
    return vault;
  };
  const reasonOf = async (vault: Vault, reference: string, use = {}) => {
    const result = await vault.read(reference, use);
    return result.ok ? 'no reason: it was read' : result.reason;
  };
  const readOf = async (vault: Vault, reference: string, use = crm) => {
    const result = await vault.read(reference, use);
    if (!result.ok) throw new Error(result.reason);
    return result.value;
  };
  const leaseIds = async (place: string): Promise<string[]> => {
    const { body } = await bao.ask('LIST', `sys/leases/lookup/${place}`);
    return (body.data?.['keys'] as string[] | undefined) ?? [];
  };

  it('reads both versions of the engine for secrets', async () => {
    const vault = open();
    expect(await readOf(vault, 'vault:kv/sales/crm#token')).toBe('t1');
    expect(await readOf(vault, 'vault:old/crm#token')).toBe('o1');
    expect(await readOf(vault, 'vault:kv/sales/what%3F_is#it')).toBe('encoded');
  });

  it('sees what was written within a minute', async () => {
    const clock = new FakeClock();
    const vault = open({}, clock);
    await bao.ask('POST', 'kv/data/sales/turning', { data: { token: 'first' } });
    expect(await readOf(vault, 'vault:kv/sales/turning#token')).toBe('first');
    await bao.ask('POST', 'kv/data/sales/turning', { data: { token: 'second' } });
    expect(await readOf(vault, 'vault:kv/sales/turning#token')).toBe('first');
    clock.advance(60_000);
    expect(await readOf(vault, 'vault:kv/sales/turning#token')).toBe('second');
  });

  it('tells each reason apart', async () => {
    await bao.ask('POST', 'kv/data/sales/gone', { data: { token: 'x' } });
    await bao.ask('DELETE', 'kv/data/sales/gone');
    await bao.ask('POST', 'kv/data/sales/destroyed', { data: { token: 'x' } });
    await bao.ask('PUT', 'kv/destroy/sales/destroyed', { versions: [1] });
    const vault = open();
    const reasons = [
      ['vault:kv/sales/none#token', 'has no secret at kv/sales/none (404)'],
      ['vault:kv/sales/gone#token', 'number 1, was deleted'],
      ['vault:kv/sales/destroyed#token', 'number 1, was destroyed'],
      ['vault:kv/sales/crm#nope', 'has no key "nope"'],
      ['vault:kv/finance/crm#token', 'does not let Souk read kv/finance/crm'],
      ['vault:nowhere/crm#token', 'or has no such mount (403)'],
      ['vault:auth/token/lookup-self#id', 'belongs to the vault itself'],
    ] as const;
    for (const [reference, reason] of reasons) expect(await reasonOf(vault, reference)).toContain(reason);
  });

  it('reads nothing of the vault itself, even as root and through a namespace', async () => {
    const vault = open({ login: { method: 'token', token: bao.rootToken } });
    const inner = ['sys/mounts#x', 'auth/token/lookup-self#id', 'cubbyhole/x#x', 'identity/entity/id#keys'];
    for (const reference of [...inner, ...inner.map((one) => `acme/${one}`)])
      expect(await reasonOf(vault, `vault:${reference}`, crm)).toContain('belongs to the vault itself');
  });

  it('keeps teams to their own place', async () => {
    const vault = open({ prefix: 'kv/{team}/' });
    expect(await readOf(vault, 'vault:kv/sales/crm#token')).toBe('t1');
    expect(await reasonOf(vault, 'vault:kv/sales/crm#token', { team: 'finance' })).toContain('kv/finance/');
  });

  it('reads in a namespace', async () => {
    const login: VaultLogin = { method: 'token', token: bao.rootToken };
    expect(await readOf(open({ login, namespace: 'acme' }), 'vault:kv/inner#token')).toBe('n1');
  });

  it('logs in by a token of its workload', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await bao.ask('POST', 'sys/auth/workloads', { type: 'jwt' });
    await bao.ask('POST', 'auth/workloads/config', {
      jwt_validation_pubkeys: [publicKey.export({ type: 'spki', format: 'pem' })],
      bound_issuer: 'https://cluster.example',
    });
    await bao.ask('POST', 'auth/workloads/role/souk', {
      ...{ role_type: 'jwt', user_claim: 'sub', bound_audiences: ['vault'], token_policies: ['souk'] },
      bound_subject: 'system:serviceaccount:souk:souk',
    });
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: 'https://cluster.example', aud: 'vault', iat: now, exp: now + 600 };
    const tokenFor = (sub: string): string => {
      const parts = [{ alg: 'ES256' }, { ...claims, sub }];
      const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
      const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
      return `${text}.${signature.toString('base64url')}`;
    };
    const folder = mkdtempSync(join(tmpdir(), 'souk-workload-'));
    const tokenFile = join(folder, 'token');
    const login: VaultLogin = { method: 'jwt', mount: 'workloads', role: 'souk', tokenFile };
    writeFileSync(tokenFile, tokenFor('system:serviceaccount:souk:other'));
    expect(await reasonOf(open({ login }), 'vault:kv/sales/crm#token')).toContain(
      'not let Souk in by auth/workloads',
    );
    writeFileSync(tokenFile, tokenFor('system:serviceaccount:souk:souk'));
    expect(await readOf(open({ login }), 'vault:kv/sales/crm#token')).toBe('t1');
    rmSync(folder, { recursive: true });
  });

  it('logs in anew when its token was revoked', async () => {
    const clock = new FakeClock();
    const vault = open({}, clock);
    await readOf(vault, 'vault:kv/sales/crm#token');
    await revokeAccessors(bao);
    clock.advance(61_000);
    expect(await readOf(vault, 'vault:kv/sales/crm#token')).toBe('t1');
  });

  it('gives back what it leased', async () => {
    const vault = open();
    await readOf(vault, 'vault:leased/long#username');
    await readOf(vault, 'vault:leased/long#username', { ...crm, leaseFor: 'Installation/erp' });
    expect(await leaseIds('leased/long')).toHaveLength(2);
    await vault.keepOnly('Installation/crm', []);
    expect(await leaseIds('leased/long')).toHaveLength(1);
    await vault.close();
    expect(await leaseIds('leased/long')).toEqual([]);
    expect(told).toEqual([]);
  });

  it('takes another before one ends that the engine does not renew', async () => {
    const vault = open();
    const changed: string[] = [];
    vault.subscribe((user) => changed.push(user));
    await readOf(vault, 'vault:leased/short#username');
    const [before] = await leaseIds('leased/short');
    await until(
      () => changed,
      (users) => users.length > 0,
    );
    expect(await leaseIds('leased/short')).toContainEqual(expect.not.stringMatching(before ?? ''));
  });

  it.skipIf(postgresUrl === undefined)('lends users of PostgreSQL, and they are gone after', async () => {
    const { hostname, port, pathname, username } = new URL(postgresUrl ?? 'postgres://x');
    await bao.ask('POST', 'sys/mounts/database', { type: 'database' });
    const set = await bao.ask('POST', 'database/config/shop', {
      plugin_name: 'postgresql-database-plugin',
      allowed_roles: '*',
      connection_url: `postgresql://{{username}}:{{password}}@${hostname}:${port}${pathname}?sslmode=disable`,
      ...{ username, password: 'unused' },
    });
    expect(set.status).toBeLessThan(300);
    await bao.ask('POST', 'database/roles/crm', {
      db_name: 'shop',
      creation_statements: [
        `create role "{{name}}" login password '{{password}}' valid until '{{expiration}}'`,
      ],
      ...{ default_ttl: '3s', max_ttl: '1h' },
    });
    const client = new Client({ connectionString: postgresUrl });
    await client.connect();
    const exists = async (name: string) =>
      (await client.query('select 1 from pg_roles where rolname = $1', [name])).rows.length === 1;
    const vault = open();
    const name = await readOf(vault, 'vault:database/creds/crm#username');
    const password = await readOf(vault, 'vault:database/creds/crm#password');
    const own = new Client({
      ...{ host: hostname, port: Number(port), database: pathname.slice(1) },
      user: name,
      password,
    });
    await own.connect();
    expect((await own.query('select current_user as me')).rows).toEqual([{ me: name }]);
    await own.end();
    const [id] = await leaseIds('database/creds/crm');
    await until(
      async () =>
        (await bao.ask('PUT', 'sys/leases/lookup', { lease_id: `database/creds/crm/${id}` })).body.data,
      (lease) => lease?.['last_renewal'] != null,
    );
    expect(await exists(name)).toBe(true);
    expect(await reasonOf(vault, 'vault:database/creds/unknown#username', crm)).toContain('(400)');
    await vault.keepOnly(crm.leaseFor, []);
    expect(await exists(name)).toBe(false);
    await client.end();
  });

  it('believes only the certificate that it was told of', async () => {
    const safe = await startBao(program ?? '', { tls: true });
    const role = await setUp(safe);
    const parts = { address: safe.address, login: role };
    expect(await reasonOf(open({ ...parts }), 'vault:kv/sales/crm#token')).toMatch(
      /can't be reached \([A-Z_]+\)/,
    );
    expect(await readOf(open({ ...parts, caFile: safe.caFile }), 'vault:kv/sales/crm#token')).toBe('t1');
    for (const vault of opened) await vault.close();
    await safe.close();
  });

  it('says that the vault is sealed', async () => {
    await bao.ask('PUT', 'sys/seal', {});
    expect(await reasonOf(open(), 'vault:kv/sales/crm#token')).toContain('503');
  });
});

/** Engines, a policy and a role for Souk. */
async function setUp(bao: BaoServer): Promise<VaultLogin> {
  const write = async (path: string, body: object, namespace?: string) => {
    const { status } = await bao.ask('POST', path, body, namespace === undefined ? {} : { namespace });
    expect([path, status < 300]).toEqual([path, true]);
  };
  const versions = { type: 'kv', options: { version: '2' } };
  await write('sys/mounts/kv', versions);
  await write('sys/mounts/old', { type: 'kv', options: { version: '1' } });
  await write('sys/mounts/leased', { type: 'kv', options: { version: '1', leased_passthrough: 'true' } });
  // An engine for versions makes itself ready after it was set up.
  await until(
    () => bao.ask('POST', 'kv/data/sales/crm', { data: { token: 't1' } }),
    ({ status }) => status === 200,
  );
  await write('kv/data/sales/what%253F_is', { data: { it: 'encoded' } });
  await write('kv/data/finance/crm', { data: { token: 'f1' } });
  await write('old/crm', { token: 'o1' });
  await write('leased/short', { username: 'u', ttl: '3s' });
  await write('leased/long', { username: 'u', ttl: '1h' });
  await write('sys/namespaces/acme', {});
  await write('sys/mounts/kv', versions, 'acme');
  await until(
    () => bao.ask('POST', 'kv/data/inner', { data: { token: 'n1' } }, { namespace: 'acme' }),
    ({ status }) => status === 200,
  );
  await write('sys/policies/acl/souk', { policy });
  await write('sys/auth/approle', { type: 'approle' });
  await write('auth/approle/role/souk', { token_policies: ['souk'], token_period: '5m' });
  const { body: role } = await bao.ask('GET', 'auth/approle/role/souk/role-id');
  const { body: secret } = await bao.ask('POST', 'auth/approle/role/souk/secret-id', {});
  return {
    ...{ method: 'approle', mount: 'approle' },
    roleId: String(role.data['role_id']),
    secretId: String(secret.data['secret_id']),
  };
}

/** Ends every token but that of root. */
async function revokeAccessors(bao: BaoServer): Promise<void> {
  const { body } = await bao.ask('LIST', 'auth/token/accessors');
  for (const accessor of (body.data['keys'] ?? []) as readonly string[]) {
    const { body: found } = await bao.ask('POST', 'auth/token/lookup-accessor', { accessor });
    if (found.data?.['path'] !== 'auth/approle/login') continue;
    await bao.ask('POST', 'auth/token/revoke-accessor', { accessor });
  }
}
