import ipaddr from 'ipaddr.js';

/** Metadata services that answer at an address which looks like any other. */
const metadata = new Set(['168.63.129.16']);

/** All that was ever given out to the public internet. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an address is one of the public internet. Loopback, private, link-local, shared, multicast and reserved ones
 * are not, nor are those that carry an IPv4 address within, as the way out of them is not known here.
 */
export function isOutside(address: string): boolean {
  if (!ipaddr.isValid(address) || metadata.has(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(globalUnicast);
}
