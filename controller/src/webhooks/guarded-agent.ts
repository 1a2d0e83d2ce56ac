import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, type buildConnector } from 'undici';
import type { AddressGuard } from './address-guard.ts';
import { admits, refusalOf } from './check-target.ts';

export interface ConnectLimits {
  /** Milliseconds until a connection has to stand. */
  readonly timeoutMs: number;
  /** How names are resolved; by the system when absent. */
  readonly lookup?: LookupFunction | undefined;
}

/** A name stands for an address that webhooks may not go to. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
}

/**
 * An agent that looks a name up once a connection, checks the answer and connects to exactly what it has checked, so
 * that a name which changes its mind in between changes nothing. It reads no proxy settings and follows no redirect.
 */
export function createGuardedAgent(
  guard: AddressGuard,
  protocol: 'https:' | 'http:',
  { timeoutMs, lookup = systemLookup }: ConnectLimits,
): Agent {
  const connect: buildConnector.BuildOptions = {
    lookup: guardLookup(lookup, (address) => admits(guard, protocol, address), protocol),
    timeout: timeoutMs,
    allowH2: false,
  };
  return new Agent({ connect, keepAliveTimeout: 5_000, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
}

function guardLookup(
  lookup: LookupFunction,
  isAdmitted: (address: string) => boolean,
  protocol: string,
): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, answer, family) => {
      if (error !== null) return callback(error, '', 0);
      const found = typeof answer === 'string' ? [{ address: answer, family: family ?? 4 }] : answer;
      const admitted = found.filter(({ address }) => isAdmitted(address));
      const [first] = admitted;
      if (first === undefined) {
        const addresses = found.map(({ address }) => address).join(', ');
        return callback(new ForbiddenAddressError(`${hostname}: ${refusalOf(protocol, addresses)}`), '', 0);
      }
      if (options.all === true) callback(null, admitted);
      else callback(null, first.address, first.family);
    });
  };
}
