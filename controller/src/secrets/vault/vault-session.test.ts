import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../../testing/fake-clock.ts';
import { until } from '../../testing/until.ts';
import { ROLE, type VaultDouble } from '../testing/vault-double.ts';
import { byRole, VaultWorld } from '../testing/vault-world.ts';
import type { Vault } from './open-vault.ts';
import type { VaultConfig, VaultLogin } from './vault-config.ts';

let world: VaultWorld;
let double: VaultDouble;
let clock: FakeClock;
let told: readonly string[];
beforeEach(async () => {
  world = await VaultWorld.start();
  ({ double, clock, told } = world);
  double.secrets.set('kv/crm/prod', { token: 't1', port: 5432, nested: { a: 1 }, blank: ' \n' });
});
afterEach(() => world.close());
const open = (parts?: Partial<VaultConfig>): Vault => world.open(parts);
const reasonOf = (vault: Vault, reference: string, use = {}) => world.reasonOf(vault, reference, use);

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
