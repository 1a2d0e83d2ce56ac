import { describe, expect, it } from 'vitest';
import { isOutside } from './is-outside.ts';

describe('when an address is looked at', () => {
  it.each(['1.1.1.1', '8.8.8.8', '172.15.255.255', '172.32.0.1', '100.63.255.255', '2606:4700::1111'])(
    'takes %s for one of the public internet',
    (address) => expect(isOutside(address)).toBe(true),
  );

  it.each([
    ['this network', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['link-local', '169.254.1.1'],
    ['metadata', '169.254.169.254'],
    ['metadata', '168.63.129.16'],
    ['metadata', '192.0.0.192'],
    ['metadata', 'fd00:ec2::254'],
    ['shared by a provider', '100.64.0.1'],
    ['shared by a provider', '100.127.255.255'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['for examples', '192.0.2.1'],
    ['for examples', '203.0.113.7'],
    ['broadcast', '255.255.255.255'],
    ['unspecified', '::'],
    ['loopback', '::1'],
    ['link-local', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['unique local', 'fc00::1'],
    ['unique local', 'fdff::1'],
    ['site-local', 'fec0::1'],
    ['multicast', 'ff02::1'],
    ['for examples', '2001:db8::1'],
    ['IPv4 within', '::ffff:10.0.0.1'],
    ['IPv4 within', '::ffff:8.8.8.8'],
    ['IPv4 within', '::127.0.0.1'],
    ['IPv4 behind a translator', '64:ff9b::a00:1'],
    ['IPv4 in a tunnel', '2002:a00:1::1'],
    ['IPv4 in a tunnel', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['discarded', '100::1'],
    ['not given out', '4000::1'],
    ['no address', 'example.com'],
    ['no address', ''],
  ])('refuses what is %s: %s', (_what, address) => expect(isOutside(address)).toBe(false));
});
