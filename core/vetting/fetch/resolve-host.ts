import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { FetchError } from './fetch-error.ts';
import type { Ways } from './ways.ts';

/**
 * The addresses of a host, all of which may be connected to.
 *
 * @throws {FetchError} `not-allowed` when any of them may not: what is asked for next could be that one
 */
export async function resolveHost(
  { hostname }: URL,
  { mayConnect, resolve, signal }: Ways,
): Promise<readonly LookupAddress[]> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  const addresses = family === 0 ? await unlessAborted(resolve(host), signal) : [{ address: host, family }];
  if (!addresses.every(({ address }) => mayConnect(address))) {
    throw new FetchError(
      'not-allowed',
      `${hostname} has an address that is not one of the public internet, and is not asked for a document.`,
    );
  }
  return addresses;
}

/** A name server cannot be told to stop. */
function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', abort));
}
