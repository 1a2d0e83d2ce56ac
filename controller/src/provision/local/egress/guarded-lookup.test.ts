import type { LookupFunction } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createAddressGuard } from '../../../webhooks/address-guard.ts';
import { guardedLookup } from './guarded-lookup.ts';

const standsFor =
  (...addresses: string[]): LookupFunction =>
  (_, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
const ask = (lookup: LookupFunction, ranges: readonly string[] = []): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const guarded = guardedLookup(createAddressGuard(ranges), lookup);
    guarded('api.example', { all: true }, (error, found) =>
      error === null ? resolve(found) : reject(error),
    );
  });

describe('when a name is looked up', () => {
  it.each([
    ['this machine', '127.0.0.1'],
    ['a private range', '10.1.2.3'],
    ['another one', '192.168.0.1'],
    ['the metadata of a cloud', '169.254.169.254'],
    ['every address of this machine', '0.0.0.0'],
    ['this machine, in IPv6', '::1'],
    ['this machine, within IPv6', '::ffff:127.0.0.1'],
    ['a private range of IPv6', 'fd00::1'],
    ['a carrier', '100.64.0.1'],
  ])('is refused where it stands for %s', async (_, address) => {
    await expect(ask(standsFor(address))).rejects.toMatchObject({ status: 403 });
  });

  it('leaves out what lies inside, where it stands for both', async () => {
    expect(await ask(standsFor('10.0.0.1', '93.184.216.34'))).toEqual([
      { address: '93.184.216.34', family: 4 },
    ]);
  });

  it('lets through what the operator allows', async () => {
    expect(await ask(standsFor('10.0.0.1'), ['10.0.0.0/8'])).toEqual([{ address: '10.0.0.1', family: 4 }]);
  });

  it('hands on why it could not be looked up', async () => {
    const failing: LookupFunction = (_, _options, callback) =>
      callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '');
    await expect(ask(failing)).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });
});
