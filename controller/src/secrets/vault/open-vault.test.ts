import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { until } from '../../testing/until.ts';
import { ROLE, VaultDouble } from '../testing/vault-double.ts';
import { openVault, type Vault } from './open-vault.ts';
import type { VaultConfig, VaultLogin } from './vault-config.ts';

const byToken: VaultLogin = { method: 'token', token: 'token-of-the-tests' };
const byRole: VaultLogin = { method: 'approle', mount: 'approle', ...ROLE };
const crm = { team: 'sales', leaseFor: 'Installation/crm' };

let double: VaultDouble;
let address: string;
let clock: FakeClock;
let told: string[];
let opened: Vault[];
beforeEach(async () => {
  double = new VaultDouble();
  address = await double.start();
  double.secrets.set('kv/crm/prod', { token: 't1', port: 5432, nested: { a: 1 }, blank: ' \n' });
  clock = new FakeClock();
  told = [];
  opened = [];
});
afterEach(async () => {
  for (const vault of opened) await vault.close();
  await double[Symbol.asyncDispose]();
});

function open(parts: Partial<VaultConfig> = {}): Vault {
  const vault = openVault(
    {
      ...{
        address,
        namespace: undefined,
        login: byToken,
        caFile: undefined,
        prefix: undefined,
        timeoutMs: 5_000,
      },
      ...parts,
    },
    { clock, random: () => 0.5, tell: (problem) => told.push(problem) },
  );
  opened.push(vault);
  return vault;
}

/** Lets the clock go on until it is done. */
async function pass<T>(work: Promise<T>): Promise<T> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  await until(
    () => {
      clock.advance(500);
      return isDone;
    },
    (settled) => settled,
  );
  return done;
}

const reasonOf = async (vault: Vault, reference: string, use = {}): Promise<string> => {
  const result = await pass(vault.read(reference, use));
  return result.ok ? `no reason: it was read` : result.reason;
};

describe('when a secret lies in an engine for them', () => {
  it.each([
    ['vault:kv/crm/prod#token', 't1'],
    ['vault:kv/crm/prod#port', '5432'],
    ['vault:old/crm#token', 'o1'],
  ])('gives the value of %s', async (reference, value) => {
    double.secrets.set('old/crm', { token: 'o1\n' });
    expect(await open().read(reference)).toEqual({ ok: true, value });
  });

  it('asks once for many who read it at the same time, and for a minute after', async () => {
    const vault = open();
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => vault.read(`vault:kv/crm/prod#${i % 2 ? 'token' : 'port'}`)),
    );
    clock.advance(59_999);
    await vault.read('vault:kv/crm/prod#token');
    expect(double.asked.slice(1)).toEqual(['GET sys/internal/ui/mounts/kv/crm/prod', 'GET kv/data/crm/prod']);
    double.secrets.set('kv/crm/prod', { token: 't2' });
    clock.advance(1);
    expect(await vault.read('vault:kv/crm/prod#token')).toEqual({ ok: true, value: 't2' });
  });

  it('asks for the mount again when it may be another', async () => {
    const vault = open();
    await vault.read('vault:kv/none#x');
    await vault.read('vault:kv/none#x');
    expect(double.countOf('GET sys/internal/ui/mounts/kv/none')).toBe(2);
  });

  it('sends its namespace along', async () => {
    await open({ namespace: 'acme/souk' }).read('vault:kv/crm/prod#token');
    expect(double.headers.map((headers) => headers['x-vault-namespace'])).toEqual(Array(3).fill('acme/souk'));
  });
});

describe('when a secret can not be read', () => {
  it.each([
    ['nothing at its path', 'vault:kv/none#x', 'The vault has no secret at kv/none (404).'],
    ['a deleted version', 'vault:kv/gone#x', 'The newest version of kv/gone, number 3, was deleted'],
    ['no such key', 'vault:kv/crm/prod#nope', 'kv/crm/prod has no key "nope".'],
    ['a key that every object has', 'vault:kv/crm/prod#constructor', 'has no key "constructor".'],
    ['no text', 'vault:kv/crm/prod#nested', 'kv/crm/prod#nested is no text.'],
    ['nothing in it', 'vault:kv/crm/prod#blank', 'kv/crm/prod#blank is empty.'],
    ['a forbidden path', 'vault:kv/forbidden#x', 'does not let Souk read kv/forbidden'],
    ['an unknown mount', 'vault:nope/x#x', 'or has no such mount (403)'],
    ['our own token', 'vault:auth/token/lookup-self#id', 'belongs to the vault itself'],
    ['our own token in a namespace', 'vault:deep/auth/token/lookup-self#id', 'belongs to the vault itself'],
    ['the vault itself', 'vault:sys/raw/x#x', 'belongs to the vault itself'],
    ['a lease for nobody', 'vault:database/creds/crm#username', 'only installations can refer to it'],
    ['a path that leads up', 'vault:kv/../sys/x#x', 'no parts of a path'],
  ])('says of %s why', async (_name, reference, reason) => {
    double.secrets.set('kv/gone', null);
    double.forbidden.add('kv/data/forbidden');
    expect(await reasonOf(open(), reference)).toContain(reason);
    expect(double.leases.size).toBe(0);
  });

  it('asks for nothing of another team', async () => {
    const vault = open({ prefix: 'kv/{team}/' });
    expect(await reasonOf(vault, 'vault:kv/crm/prod#token', { team: 'sales' })).toContain(
      'begin with kv/sales/',
    );
    expect(await reasonOf(vault, 'vault:kv/crm/prod#token')).toContain('only teams');
    expect(await vault.read('vault:kv/crm/prod#token', { team: 'crm' })).toMatchObject({ ok: true });
    expect(double.countOf('GET kv/data/crm/prod')).toBe(1);
  });

  it('keeps to itself what the vault says in its own words', async () => {
    double.disturb = (request, response) => {
      if (request.url?.endsWith('/kv/data/crm/prod') !== true) return false;
      response.writeHead(400).end('{"errors":["postgres://root:hunter2@db is away"]}');
      return true;
    };
    const reason = await reasonOf(open(), 'vault:kv/crm/prod#token');
    expect(reason).toBe("The vault can't give kv/crm/prod (400): its audit log says why.");
  });

  it('follows nobody elsewhere with its token', async () => {
    double.disturb = (_request, response) => {
      response.writeHead(307, { location: `${address}/v1/elsewhere` }).end();
      return true;
    };
    expect(await reasonOf(open(), 'vault:kv/crm/prod#token')).toContain('which it does not follow');
    expect(double.asked.join()).not.toContain('elsewhere');
  });
});

describe('when the vault does not answer well', () => {
  const failing = (times: number, status: number) => {
    double.disturb = (request, response) => {
      if (!request.url?.includes('/kv/data/') || times-- <= 0) return false;
      response.writeHead(status).end();
      return true;
    };
  };

  it.each([412, 429, 500, 502, 503])('tries again after %s', async (status) => {
    failing(3, status);
    expect(await pass(open().read('vault:kv/crm/prod#token'))).toEqual({ ok: true, value: 't1' });
    expect(double.countOf('GET kv/data/crm/prod')).toBe(4);
  });

  it('gives up in the end, and is asked anew the next time', async () => {
    failing(4, 503);
    const vault = open();
    expect(await reasonOf(vault, 'vault:kv/crm/prod#token')).toContain('503 for kv/crm/prod: it is sealed');
    expect(await vault.read('vault:kv/crm/prod#token')).toEqual({ ok: true, value: 't1' });
  });

  it.each([403, 404, 400])('does not try again after %s', async (status) => {
    failing(1, status);
    await reasonOf(open(), 'vault:kv/crm/prod#token');
    expect(double.countOf('GET kv/data/crm/prod')).toBe(1);
  });

  it('waits no longer than it may', async () => {
    double.disturb = () => true;
    const reason = await reasonOf(open({ timeoutMs: 50 }), 'vault:kv/crm/prod#token');
    expect(reason).toContain(`The vault at ${address} can't be reached (`);
  });

  it('says where nobody is', async () => {
    await double[Symbol.asyncDispose]();
    expect(await reasonOf(open(), 'vault:kv/crm/prod#token')).toContain('ECONNREFUSED');
    double = new VaultDouble();
    await double.start();
  });

  it('takes no answer that is too large for a secret', async () => {
    double.disturb = (_request, response) => {
      response.writeHead(200).end(`{"data":"${'x'.repeat(2_000_000)}"}`);
      return true;
    };
    expect(await reasonOf(open(), 'vault:kv/crm/prod#token')).toContain("can't be reached");
  });
});

describe('when Souk logs in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'souk-vault-'));
  const tokenFile = join(folder, 'token');
  afterEach(() => rmSync(tokenFile, { force: true }));

  it('does so by a role once for all who read', async () => {
    const vault = open({ login: byRole });
    await Promise.all([1, 2, 3].map(() => vault.read('vault:kv/crm/prod#token')));
    expect(double.asked[0]).toBe('POST auth/approle/login');
    expect(double.logins).toEqual([{ role_id: ROLE.roleId, secret_id: ROLE.secretId }]);
  });

  it('does so by the token of its workload, as it is now', async () => {
    const login: VaultLogin = { method: 'jwt', mount: 'kubernetes', role: 'souk', tokenFile };
    const vault = open({ login });
    expect(await reasonOf(vault, 'vault:kv/crm/prod#token')).toContain(
      `names ${tokenFile}, which can't be read`,
    );
    writeFileSync(tokenFile, 'jwt-of-the-tests\n');
    expect(await vault.read('vault:kv/crm/prod#token')).toMatchObject({ ok: true });
    expect(double.asked[0]).toBe('POST auth/kubernetes/login');
  });

  it('says that it is not let in, and tries again the next time', async () => {
    const vault = open({ login: { ...byRole, secretId: 'hunter2' } });
    const reason = await reasonOf(vault, 'vault:kv/crm/prod#token');
    expect(reason).toContain('does not let Souk in by auth/approle (it answered 400)');
    expect(reason).not.toContain('hunter2');
    await reasonOf(vault, 'vault:kv/crm/prod#token');
    expect(double.logins).toHaveLength(2);
  });

  it('logs in anew when its token is gone', async () => {
    const vault = open({ login: byRole });
    await vault.read('vault:kv/crm/prod#token');
    double.revokeTokens();
    clock.advance(61_000);
    expect(await vault.read('vault:kv/crm/prod#token')).toEqual({ ok: true, value: 't1' });
    expect(double.logins).toHaveLength(2);
  });

  it('does not for a place that it may not read', async () => {
    double.forbidden.add('kv/data/crm/prod');
    const vault = open({ login: byRole });
    for (let i = 0; i < 5; i++) {
      clock.advance(11_000);
      expect(await reasonOf(vault, 'vault:kv/crm/prod#token')).toContain('(403)');
    }
    expect(double.logins).toHaveLength(1);
  });

  it('does not for each refusal where it may not even look at its token', async () => {
    double.forbidden.add('kv/data/crm/prod').add('auth/token/lookup-self');
    const vault = open({ login: byRole });
    for (let i = 0; i < 5; i++) await vault.read('vault:kv/crm/prod#token');
    expect(double.logins).toHaveLength(1);
  });

  it('renews its token at two thirds of its time', async () => {
    const vault = open({ login: byRole });
    await vault.read('vault:kv/crm/prod#token');
    await until(
      () => clock.sleeping,
      (count) => count === 1,
    );
    clock.advance(199_999);
    expect(double.countOf('POST auth/token/renew-self')).toBe(0);
    clock.advance(1);
    await until(
      () => double.countOf('POST auth/token/renew-self'),
      (count) => count === 1,
    );
    await until(
      () => clock.sleeping,
      (count) => count === 1,
    );
    clock.advance(200_000);
    await until(
      () => double.countOf('POST auth/token/renew-self'),
      (count) => count === 2,
    );
    expect(double.logins).toHaveLength(1);
  });

  it('gets another before it can not be renewed any more', async () => {
    double.lives.renewedToken = 100;
    const vault = open({ login: byRole });
    await vault.read('vault:kv/crm/prod#token');
    await until(
      () => clock.sleeping,
      (count) => count === 1,
    );
    clock.advance(200_000);
    await until(
      () => double.logins.length,
      (count) => count === 2,
    );
  });

  it('tells that a token of the configuration ends', async () => {
    double.lives.renewedToken = 100;
    const vault = open();
    await vault.read('vault:kv/crm/prod#token');
    await until(
      () => clock.sleeping,
      (count) => count === 1,
    );
    clock.advance(200_000);
    await until(
      () => told,
      (lines) => lines.length > 0,
    );
    expect(told).toEqual([expect.stringContaining('SOUK_VAULT_TOKEN comes to its end')]);
  });

  it('gives up its own token at the end, and no other', async () => {
    const vault = open({ login: byRole });
    await vault.read('vault:kv/crm/prod#token');
    expect(double.tokens).toBe(2);
    await vault.close();
    expect(double.tokens).toBe(1);
    const other = open();
    await other.read('vault:kv/crm/prod#token');
    await other.close();
    expect(double.tokens).toBe(1);
  });
});

describe('when a secret is leased', () => {
  const reference = 'vault:database/creds/crm#username';
  const values = async (vault: Vault, use = crm) => {
    const result = await vault.read(reference, use);
    if (!result.ok) throw new Error(result.reason);
    return result.value;
  };
  const renewals = () => [...double.leases.values()].map(({ renewals: count }) => count);
  const asleep = (count: number) =>
    until(
      () => clock.sleeping,
      (sleeping) => sleeping === count,
    );

  it('gives each user one of its own, with keys that belong together', async () => {
    const vault = open();
    const [name, again, password, other] = await Promise.all([
      values(vault),
      values(vault),
      vault.read('vault:database/creds/crm#password', crm),
      values(vault, { ...crm, leaseFor: 'Installation/erp' }),
    ]);
    expect(again).toBe(name);
    expect(password).toEqual({ ok: true, value: name.replace('user-', 'password-') });
    expect(other).not.toBe(name);
    expect(double.leases.size).toBe(2);
  });

  it('renews it at two thirds of its time, and goes on with the same values', async () => {
    const vault = open();
    const name = await values(vault);
    await asleep(2);
    clock.advance(59_999);
    expect(renewals()).toEqual([0]);
    clock.advance(1);
    await until(renewals, ([count]) => count === 1);
    await asleep(2);
    clock.advance(60_000);
    await until(renewals, ([count]) => count === 2);
    expect(await values(vault)).toBe(name);
  });

  it('goes on after the vault was away for a while', async () => {
    const vault = open();
    const name = await values(vault);
    await asleep(2);
    double.disturb = (_request, response) => {
      response.writeHead(503).end();
      return true;
    };
    clock.advance(60_000);
    await until(
      () => {
        clock.advance(100);
        return told;
      },
      (lines) => lines.length > 0,
    );
    double.disturb = () => false;
    await until(
      () => {
        clock.advance(100);
        return renewals();
      },
      ([count]) => count === 1,
    );
    expect(await values(vault)).toBe(name);
    expect(told.join()).not.toContain(name);
  });

  it.each([
    [
      'it can not be renewed',
      () => {
        double.renewable = false;
      },
    ],
    [
      'its time is nearly up for good',
      () => {
        double.lives.renewedLease = 20;
      },
    ],
    ['it is gone', () => double.leases.clear()],
  ])('gets another and tells its user when %s', async (_name, happen) => {
    const vault = open({ login: byRole });
    const changed: string[] = [];
    vault.subscribe((user) => changed.push(user));
    if (_name === 'it can not be renewed') happen();
    const name = await values(vault);
    if (_name !== 'it can not be renewed') happen();
    await asleep(2);
    clock.advance(60_000);
    await until(
      () => changed,
      (users) => users.length === 1,
    );
    expect(changed).toEqual(['Installation/crm']);
    expect(await values(vault)).not.toBe(name);
    expect(told).toEqual([]);
  });

  it('gets another at once when the token that it hangs on is gone', async () => {
    const vault = open({ login: byRole });
    const changed: string[] = [];
    vault.subscribe((user) => changed.push(user));
    const name = await values(vault);
    double.revokeTokens();
    clock.advance(11_000);
    await vault.read('vault:kv/crm/prod#token');
    await until(
      () => changed,
      (users) => users.length === 1,
    );
    expect(await values(vault)).not.toBe(name);
  });

  it('forgets it when it has ended and there is no other', async () => {
    const vault = open();
    const changed: string[] = [];
    vault.subscribe((user) => changed.push(user));
    await values(vault);
    await asleep(2);
    double.forbidden.add('database/creds/crm');
    double.leases.clear();
    clock.advance(90_000);
    await until(
      () => {
        clock.advance(100);
        return changed;
      },
      (users) => users.length === 1,
    );
    expect(await vault.read(reference, crm)).toMatchObject({ ok: false });
  });

  it('revokes it once nobody uses it, and that of nobody else', async () => {
    const vault = open();
    await values(vault);
    await values(vault, { ...crm, leaseFor: 'Installation/erp' });
    await vault.keepOnly('Installation/crm', [
      reference.replace('username', 'password'),
      'env:SOUK_SECRET_X',
    ]);
    expect(double.leases.size).toBe(2);
    await vault.keepOnly('Installation/crm', ['vault:kv/crm/prod#token', 'vault:broken']);
    expect(double.leases.size).toBe(1);
  });

  it('revokes also what comes after it was let go of', async () => {
    const vault = open();
    let release = () => {};
    double.disturb = (request, response) => {
      if (request.url !== '/v1/database/creds/crm') return false;
      const { url } = request;
      release = () => {
        double.disturb = () => false;
        fetch(`${address}${url}`, { headers: { 'x-vault-token': 'token-of-the-tests' } })
          .then((answer) => answer.text())
          .then((text) => response.writeHead(200).end(text));
      };
      return true;
    };
    const reading = vault.read(reference, crm);
    await until(
      () => double.asked.at(-1),
      (line) => line === 'GET database/creds/crm',
    );
    const letting = vault.keepOnly('Installation/crm', []);
    release();
    expect(await reading).toEqual({ ok: false, reason: expect.stringContaining('let go of') });
    await letting;
    expect(double.leases.size).toBe(0);
  });

  it('revokes everything at the end, those before the last as well', async () => {
    const vault = open();
    double.renewable = false;
    await values(vault);
    await asleep(2);
    clock.advance(60_000);
    await until(
      () => double.leases.size,
      (size) => size === 2,
    );
    await asleep(2);
    await vault.close();
    expect(double.leases.size).toBe(0);
    expect(await vault.read(reference, crm)).toMatchObject({ ok: false });
  });

  it('tells when one can not be revoked', async () => {
    const vault = open();
    await values(vault);
    double.forbidden.add('sys/leases/revoke');
    await vault.close();
    expect(told).toEqual([expect.stringContaining('ends by itself')]);
  });
});
