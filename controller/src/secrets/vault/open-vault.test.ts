import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeClock } from '../../testing/fake-clock.ts';
import type { VaultDouble } from '../testing/vault-double.ts';
import { VaultWorld } from '../testing/vault-world.ts';
import type { Vault } from './open-vault.ts';
import type { VaultConfig } from './vault-config.ts';

let world: VaultWorld;
let double: VaultDouble;
let clock: FakeClock;
let address: string;
beforeEach(async () => {
  world = await VaultWorld.start();
  ({ double, clock, address } = world);
  double.secrets.set('kv/crm/prod', { token: 't1', port: 5432, nested: { a: 1 }, blank: ' \n' });
});
afterEach(() => world.close());
const open = (parts?: Partial<VaultConfig>): Vault => world.open(parts);
const reasonOf = (vault: Vault, reference: string, use = {}) => world.reasonOf(vault, reference, use);

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
    expect(await world.pass(open().read('vault:kv/crm/prod#token'))).toEqual({ ok: true, value: 't1' });
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
  });

  it('takes no answer that is too large for a secret', async () => {
    double.disturb = (_request, response) => {
      response.writeHead(200).end(`{"data":"${'x'.repeat(2_000_000)}"}`);
      return true;
    };
    expect(await reasonOf(open(), 'vault:kv/crm/prod#token')).toContain("can't be reached");
  });
});
