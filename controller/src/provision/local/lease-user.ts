export const LEASE_PREFIX = 'Installation/';

/** Who secrets are leased for. */
export function leaseUser(id: string): string {
  return `${LEASE_PREFIX}${id}`;
}
