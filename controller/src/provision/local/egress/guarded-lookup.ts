import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { AddressGuard } from '../../../webhooks/address-guard.ts';
import { RefusedError } from './refused-error.ts';

/**
 * Looks a name up once a connection and hands on only addresses that may be called. What connects uses exactly what was
 * checked, so a name that changes its mind in between changes nothing.
 */
export function guardedLookup(guard: AddressGuard, lookup: LookupFunction = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, answer, family) => {
      if (error !== null) return callback(error, '', 0);
      const found =
        typeof answer === 'string' ? [{ address: answer, family: family ?? isIP(answer) }] : answer;
      const [first, ...others] = found.filter(({ address }) => guard.isReachable(address));
      if (first === undefined) return callback(insideOnly(hostname), '', 0);
      if (options.all === true) callback(null, [first, ...others]);
      else callback(null, first.address, first.family);
    });
  };
}

function insideOnly(hostname: string): RefusedError {
  return new RefusedError(403, `${hostname} stands for an address inside; only those outside can be called.`);
}
