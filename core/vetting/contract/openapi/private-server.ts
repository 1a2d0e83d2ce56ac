import { BlockList, isIPv4, isIPv6 } from 'node:net';

const privateAddresses = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  privateAddresses.addSubnet(network, prefix, 'ipv4');
}
privateAddresses.addAddress('::', 'ipv6');
privateAddresses.addAddress('::1', 'ipv6');
privateAddresses.addSubnet('fc00::', 7, 'ipv6');
privateAddresses.addSubnet('fe80::', 10, 'ipv6');

/** Why a server cannot be meant for others; undefined when it can. Addresses that begin with a path are fine. */
export function refuseServer(url: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:/.test(url)) return undefined;
  // Variables stand for text that is filled in later.
  const parsed = URL.parse(url.replaceAll(/\{[^{}]*\}/g, '1'));
  if (parsed === null) return 'is no address';
  if (!['http:', 'https:'].includes(parsed.protocol)) return undefined;
  const host = parsed.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return "is the caller's own machine";
  if (isIPv4(host) && privateAddresses.check(host, 'ipv4')) return 'is an address of a private network';
  if (isIPv6(host) && privateAddresses.check(host, 'ipv6')) return 'is an address of a private network';
  if (host.endsWith('.local')) return 'is a name that only its own network knows';
  return parsed.protocol === 'http:' ? 'sends everything in the clear' : undefined;
}
