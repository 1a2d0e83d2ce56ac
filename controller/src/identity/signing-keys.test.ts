import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from './open-identity.ts';
import { type IdentityWorld, mintBy, openIdentityWorld, reasonOf, SOUK } from './testing/identity-world.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

let world: IdentityWorld;
let identity: Identity;
beforeEach(async () => {
  world = await openIdentityWorld();
  identity = await world.open();
});
afterEach(() => world.close());
const mint = (from = identity, audience = SOUK): Promise<string> => mintBy(from, audience);
const refusalOf = (token: string, by = identity) => reasonOf(by, token);

describe('when keys turn', () => {
  const kidOf = (token: string): string => decodeProtectedHeader(token).kid ?? '';

  it('keeps what an older key has signed good until it ends', async () => {
    const life = await world.open({ lifeMs: HOUR });
    const first = kidOf(await mint(life));
    world.clock.advance(29 * DAY);
    await mint(life);
    expect((await life.keys()).map(({ kid }) => kid)).toContain(first);
    world.clock.advance(DAY - 1);
    const last = await mint(life);
    expect(kidOf(last)).toBe(first);
    expect(await life.keys()).toHaveLength(2);
    world.clock.advance(1);
    const next = await mint(life);
    expect(kidOf(next)).not.toBe(first);
    world.clock.advance(HOUR - 2_000);
    expect(await refusalOf(last, life)).toBeUndefined();
    world.clock.advance(DAY);
    expect((await life.keys()).map(({ kid }) => kid)).not.toContain(first);
    expect(readdirSync(world.folder('data/token-keys'))).toHaveLength(1);
  });

  it('does not believe a key after its time', async () => {
    const token = await mint();
    world.clock.advance(7 * HOUR);
    expect(await refusalOf(token)).toBe('unknown-key');
  });

  it('shows a key for as long as it signs, with few writes', async () => {
    let writes = 0;
    let shown = '';
    for (let hour = 0; hour < 48; hour++) {
      const token = await mint();
      expect(await refusalOf(token)).toBeUndefined();
      const row = await world.store.db.selectFrom('token_key').select('retires_at').executeTakeFirstOrThrow();
      expect(row.retires_at.getTime() - world.clock.now().getTime()).toBeGreaterThan(HOUR);
      if (row.retires_at.toISOString() !== shown) writes += 1;
      shown = row.retires_at.toISOString();
      world.clock.advance(HOUR);
    }
    expect(writes).toBeLessThanOrEqual(12);
  });

  it('makes one key, however many ask at once', async () => {
    const tokens = await Promise.all(Array.from({ length: 10 }, () => mint()));
    expect(new Set(tokens.map(kidOf)).size).toBe(1);
    expect(await identity.keys()).toHaveLength(1);
  });

  it('goes on with its key after a restart', async () => {
    const before = kidOf(await mint());
    expect(kidOf(await mint(await world.open()))).toBe(before);
  });

  it('shows its key again when the database was lost', async () => {
    await mint();
    await world.store.db.deleteFrom('token_key').execute();
    const again = await world.open();
    expect(await refusalOf(await mint(again), again)).toBeUndefined();
  });

  it('says which file is no key, and nothing of what is in it', async () => {
    await mint();
    const folder = world.folder('data/token-keys');
    const path = join(folder, readdirSync(folder)[0] ?? '');
    writeFileSync(path, 'hunter2');
    const broken = (await world.open()).mintFor('crm-emea', SOUK);
    await expect(broken).rejects.toThrow(`${path} is not the key that its name says`);
    await expect(broken).rejects.not.toThrow('hunter2');
  });
});

describe('when there are several replicas', () => {
  it('believes each what the others sign', async () => {
    const other = await world.open({ dataDir: world.folder('other') });
    const [own, others] = [await mint(), await mint(other)];
    expect(decodeProtectedHeader(own).kid).not.toBe(decodeProtectedHeader(others).kid);
    expect([await refusalOf(others), await refusalOf(own, other)]).toEqual([undefined, undefined]);
    expect((await other.keys()).map(({ kid }) => kid).toSorted()).toEqual(
      [own, others].map((token) => decodeProtectedHeader(token).kid).toSorted(),
    );
  });

  it('forgets the keys of those that are no more', async () => {
    for (let i = 0; i < 5; i++) await mint(await world.open({ dataDir: world.folder(`pod-${i}`) }));
    world.clock.advance(7 * HOUR);
    await mint();
    expect(await world.store.db.selectFrom('token_key').select('kid').execute()).toHaveLength(1);
  });
});

describe('the private half of a key', () => {
  it('is in a file that only its owner can read', async () => {
    mkdirSync(world.folder('data/token-keys'), { recursive: true, mode: 0o755 });
    await mint();
    const folder = world.folder('data/token-keys');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600]);
  });

  it('is neither in the store nor among the keys that are shown', async () => {
    await mint();
    const rows = await world.store.db.selectFrom('token_key').selectAll().execute();
    const members = ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'];
    expect(Object.keys(rows[0]?.jwk ?? {}).toSorted()).toEqual(members);
    expect((await identity.keys()).map((key) => Object.keys(key).toSorted())).toEqual([members]);
    const folder = world.folder('data/token-keys');
    const { d } = createPrivateKey(readFileSync(join(folder, readdirSync(folder)[0] ?? ''))).export({
      format: 'jwk',
    });
    expect(d).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify([rows, await identity.keys()])).not.toContain(d);
  });

  it('is not taken by the store, and not shown should it be there', async () => {
    const secret = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    const row = { kid: 'leak', created_at: world.clock.now(), retires_at: new Date('2027-01-01') };
    const insert = (jwk: object) =>
      world.store.db
        .insertInto('token_key')
        .values({ ...row, jwk: JSON.stringify(jwk) } as never)
        .execute();
    await expect(insert(secret)).rejects.toThrow(/check constraint/);
    const { d: _, ...open } = secret;
    await insert({ ...open, p: 'private', oth: ['private'] });
    expect(JSON.stringify(await identity.keys())).not.toContain('private');
  });
});
