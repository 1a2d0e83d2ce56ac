import type { LookupAddress } from 'node:dns';

/** What requests may do, and what they go through. */
export interface Ways {
  /** Hosts that may be asked, `*.` for any name before; any when empty. */
  readonly hosts: readonly string[];
  /** Whether a connection to an address is allowed. */
  readonly mayConnect: (address: string) => boolean;
  readonly resolve: (host: string) => Promise<readonly LookupAddress[]>;
  /** Certificates of authorities in PEM; those that come with Node when undefined. */
  readonly ca: string | undefined;
  /** Ends whatever is under way. */
  readonly signal: AbortSignal;
}
