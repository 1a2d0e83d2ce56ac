import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../../testing/fake-clock.ts';
import { until } from '../../testing/until.ts';
import type { VaultDouble } from '../testing/vault-double.ts';
import { byRole, VaultWorld } from '../testing/vault-world.ts';
import type { Vault } from './open-vault.ts';
import type { VaultConfig } from './vault-config.ts';

let world: VaultWorld;
let double: VaultDouble;
let clock: FakeClock;
let address: string;
let told: readonly string[];
beforeEach(async () => {
  world = await VaultWorld.start();
  ({ double, clock, address, told } = world);
  double.secrets.set('kv/crm/prod', { token: 't1', port: 5432, nested: { a: 1 }, blank: ' \n' });
});
afterEach(() => world.close());
const open = (parts?: Partial<VaultConfig>): Vault => world.open(parts);
const crm = { team: 'sales', leaseFor: 'Installation/crm' };

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
