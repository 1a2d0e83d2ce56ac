import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CatalogSource } from '../reconcile/catalog-source.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { MirroredShop } from '../testing/mirrored-shop.ts';
import { gitSource } from './git-source.ts';
import { readAhead } from './read-ahead.ts';

const never = new AbortController().signal;

let shop: MirroredShop;
let asked: string[];
let source: CatalogSource;
beforeEach(() => {
  shop = new MirroredShop();
  asked = [];
  const real = gitSource({ mirror: shop.open(), acceptance: undefined, clock: new FakeClock() });
  source = {
    ...real,
    fingerprint: (signal, applied) => {
      asked.push(`newest above ${applied}`);
      return real.fingerprint(signal, applied);
    },
    read: (commit) => {
      asked.push(`read ${commit}`);
      return real.read(commit);
    },
  };
});
afterEach(() => shop[Symbol.dispose]());

describe('when a source is read before anybody asks for it', () => {
  it('gives what it read, once', async () => {
    const ahead = readAhead(source);
    expect(await ahead.fingerprint(never)).toBe(shop.first);
    const first = await ahead.read(shop.first);
    expect(first.commit).toBe(shop.first);
    expect(asked).toEqual(['newest above undefined', `read ${shop.first}`]);
    expect(await ahead.read(shop.first)).not.toBe(first);
  });

  it('asks again from the second time on', async () => {
    const ahead = readAhead(source);
    await ahead.fingerprint(never);
    const second = shop.addTeam();
    expect(await ahead.fingerprint(never)).toBe(second);
    expect((await ahead.read(second)).catalog.records).toHaveLength(2);
  });

  it('asks again at once where something was applied, as less may be accepted above it', async () => {
    const ahead = readAhead(source);
    expect(await ahead.fingerprint(never, shop.first)).toBe(shop.first);
    expect(asked).toContain(`newest above ${shop.first}`);
    expect((await ahead.read(shop.first)).commit).toBe(shop.first);
    expect(asked.filter((what) => what.startsWith('read'))).toHaveLength(1);
  });

  it('says why the source can not be reached', async () => {
    source = { ...source, fingerprint: () => Promise.reject(new Error('It is not there.')) };
    const ahead = readAhead(source);
    await expect(ahead.fingerprint(never)).rejects.toThrow('It is not there.');
    await expect(ahead.fingerprint(never)).rejects.toThrow('It is not there.');
    await ahead.close();
  });

  it.each(['whoever asks', 'the whole'])('gives up with %s', async (who) => {
    const hanging = Promise.withResolvers<AbortSignal>();
    const ahead = readAhead({
      ...source,
      fingerprint: (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('given up')));
          hanging.resolve(signal);
        }),
    });
    await hanging.promise;
    const stop = new AbortController();
    const asking = expect(ahead.fingerprint(stop.signal)).rejects.toThrow('given up');
    if (who === 'the whole') await ahead.close();
    else stop.abort();
    await asking;
  });
});
