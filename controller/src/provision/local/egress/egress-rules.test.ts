import { describe, expect, it } from 'vitest';
import { type EgressTarget, findTarget, parseEgress } from './egress-rules.ts';

const rules = parseEgress([
  'crm.example.com',
  'plain.example.com:80',
  'db.example.com:5432',
  'bücher.example',
]);
const https = (host: string, port = 443): EgressTarget => ({ host, port, protocol: 'https:' });

describe('when a request goes out', () => {
  it.each<[string, EgressTarget]>([
    ['to a host that is named', https('crm.example.com')],
    ['in another case, with a dot', https('CRM.example.com.')],
    ['by its name in ASCII', https('xn--bcher-kva.example')],
    ['to a host for plain HTTP', { host: 'plain.example.com', port: 80, protocol: 'http:' }],
    ['to a host and port for TCP', { host: 'db.example.com', port: 5432, protocol: 'tcp:' }],
  ])('is let through %s', (_, target) => {
    expect(findTarget(rules, target)).toBeDefined();
  });

  it.each<[string, EgressTarget]>([
    ['to another host', https('evil.example.com')],
    ['to a host below one that is named', https('a.crm.example.com')],
    ['to a host that ends alike', https('xcrm.example.com')],
    ['to another port', https('crm.example.com', 8443)],
    ['without encryption', { host: 'crm.example.com', port: 80, protocol: 'http:' }],
    ['by TCP where only HTTPS is named', { host: 'crm.example.com', port: 443, protocol: 'tcp:' }],
    ['to an address', https('127.0.0.1')],
    ['to an address in another notation', https('0x7f.1')],
    ['to an address as one number', https('2130706433')],
    ['to an address of IPv6', https('[::1]')],
    ['with a user name', https('crm.example.com@evil.example.com')],
    ['to a host with a NUL', https('crm.example.com\0.evil.example.com')],
    ['nowhere', https('')],
  ])('is refused %s', (_, target) => {
    expect(findTarget(rules, target)).toBeUndefined();
  });

  it('takes no address for a host, even where a manifest names it', () => {
    expect(parseEgress(['10.0.0.1', '169.254.169.254:80', '[::1]:443', '017700000001', 'a b'])).toEqual([]);
  });
});
