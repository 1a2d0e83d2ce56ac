import { describe, expect, it } from 'vitest';
import { createAddressGuard } from './address-guard.ts';
import { checkTarget } from './check-target.ts';

const guard = createAddressGuard(['10.1.0.0/16', 'fd12::/16']);
const verdictOf = (url: string) => {
  const result = checkTarget(url, guard);
  return result.ok ? 'fine' : result.reason;
};

describe('when an address is fit for webhooks', () => {
  it.each([
    'https://hooks.example.com/souk?a=1',
    'https://hooks.example.com:8443/',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://10.1.2.3/',
    'http://10.1.2.3:8080/',
    'https://[::ffff:10.1.2.3]/',
    'https://[fd12::1]/',
  ])('takes %s', (url) => {
    expect(verdictOf(url)).toBe('fine');
  });
});

describe('when an address is unfit', () => {
  const inside = [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '100.100.100.200',
    '168.63.129.16',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:a9fe:a9fe]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::a00:1]',
    '[2002:7f00:1::]',
    '[2001:0:1::1]',
    '[::127.0.0.1]',
    '[fe80::1]',
    '[fc00::1]',
    '[fec0::1]',
    '[ff02::1]',
    '[fd00:ec2::254]',
  ];
  it.each(inside)('refuses https://%s/, which is inside', (host) => {
    expect(verdictOf(`https://${host}/`)).toContain('is not on the public internet');
  });

  it.each([
    ['http://8.8.8.8/', 'can be reached over HTTPS only'],
    ['ftp://hooks.example.com/', 'Webhooks go over HTTPS'],
    ['https://user:secret@hooks.example.com/', 'user name or password'],
    ['https://hooks.example.com:25/', 'Port 25'],
    ['https://hooks.example.com:22/', 'Port 22'],
    ['https://', 'can not be read'],
  ])('refuses %s', (url, reason) => {
    expect(verdictOf(url)).toContain(reason);
  });

  it('repeats no password', () => {
    expect(verdictOf('https://user:hunter2@hooks.example.com/')).not.toContain('hunter2');
  });
});
