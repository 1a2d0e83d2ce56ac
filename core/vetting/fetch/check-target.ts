import { matchHost } from '../dependency/match-package.ts';
import { FetchError } from './fetch-error.ts';

/**
 * Reads an address and holds it against what may be asked at all, whatever it resolves to.
 *
 * @param from the address that leads here
 * @throws {FetchError} `not-allowed`
 */
export function checkTarget(address: string, hosts: readonly string[], from?: URL): URL {
  const url = URL.parse(address, from?.href);
  if (url === null) throw refuse('An address that cannot be read', from);
  if (url.protocol !== 'https:') throw refuse(`${url.protocol}//${url.host}, which is not https,`, from);
  if (url.username !== '' || url.password !== '')
    throw refuse(`An address on ${url.host} with a user or password in it`, from);
  if (hosts.length > 0 && !matchHost(url.hostname, hosts))
    throw refuse(
      `${url.hostname}, which is not among the hosts that the settings allow (fetch.hosts),`,
      from,
    );
  return url;
}

function refuse(what: string, from: URL | undefined): FetchError {
  const way = from === undefined ? '' : ` ${from.host} leads there.`;
  return new FetchError('not-allowed', `${what} is not asked for a document.${way}`);
}

/** An address for people: its query may hold a signature that lets anybody in. */
export function showUrl({ origin, pathname }: URL): string {
  return origin + pathname;
}
