import { checkTarget, showUrl } from './check-target.ts';
import { FetchError } from './fetch-error.ts';
import { type Answer, requestOnce } from './request-once.ts';
import type { Ways } from './ways.ts';

export interface Wanted {
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxBytes: number;
}

const MAX_REDIRECTS = 3;
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Asks an address, and those that it leads to, each of which is checked anew.
 *
 * @throws {FetchError}
 */
export async function requestDocument(
  address: string,
  { headers = {}, maxBytes }: Wanted,
  ways: Ways,
): Promise<Answer> {
  const first = checkTarget(address, ways.hosts);
  let url = first;
  for (let followed = 0; ; followed++) {
    const answer = await requestOnce(
      url,
      url.origin === first.origin ? headers : withoutToken(headers),
      maxBytes,
      ways,
    );
    const { location } = answer.headers;
    if (!redirects.has(answer.status) || location === undefined) return answer;
    if (followed === MAX_REDIRECTS) {
      throw new FetchError(
        'unreachable',
        `${showUrl(first)} leads from one address to another more than ${MAX_REDIRECTS} times.`,
      );
    }
    url = checkTarget(location, ways.hosts, url);
  }
}

/** What lets one host know us is none of the business of another. */
function withoutToken({
  authorization: _token,
  ...others
}: Readonly<Record<string, string>>): Record<string, string> {
  return others;
}

/**
 * The bytes of an answer.
 *
 * @throws {FetchError} unless there are some
 */
export function bytesOf({ status, bytes }: Answer, what: string): Uint8Array {
  if (status === 200) return bytes;
  if (status === 404 || status === 410) throw new FetchError('missing', `${what} is not there (${status}).`);
  throw new FetchError(
    'unreachable',
    status === 401 || status === 403
      ? `${what} is only for those who log in (${status}), and documents are fetched without.`
      : `${what} cannot be read: the answer has the status ${status}.`,
  );
}
