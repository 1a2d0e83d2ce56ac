import { isOutside } from '@souk/vetting/fetch/is-outside.ts';
import ipaddr from 'ipaddr.js';

/** Which addresses webhooks may be sent to. */
export interface AddressGuard {
  /** Whether the configuration names the address. */
  readonly isAllowed: (address: string) => boolean;
  /** Whether it is named, or one of the public internet. */
  readonly isReachable: (address: string) => boolean;
}

/**
 * @param ranges such as 10.0.0.0/8 and fd00::/8
 * @throws {Error} when one is no range
 */
export function createAddressGuard(ranges: readonly string[]): AddressGuard {
  const allowed = ranges.map((range) => ipaddr.parseCIDR(range));
  const isAllowed = (text: string) => {
    if (!ipaddr.isValid(text)) return false;
    // An IPv4 address within an IPv6 one is looked for among the ranges of IPv4.
    const address = ipaddr.process(text);
    return allowed.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits));
  };
  return { isAllowed, isReachable: (address) => isAllowed(address) || isOutside(address) };
}
