import { UsageClientError } from './usage-client-error.ts';

const PATH = '/api/v1/usage/events';
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Where events are sent, of the address of a marketplace.
 * @throws {UsageClientError} `bad-url` where a token could be read on its way
 */
export function usageUrl(base: string): URL {
  const url = URL.parse(base);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname));
  if (url === null || !isSafe || url.username !== '' || url.password !== '')
    throw new UsageClientError(
      'bad-url',
      'Expected the address of the marketplace as https://…, or http:// of this machine, without a name and a password in it.',
    );
  url.search = '';
  url.hash = '';
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${PATH}`;
  return url;
}
