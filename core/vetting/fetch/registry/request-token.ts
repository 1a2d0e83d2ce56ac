import { textOf } from '../../sbom/json-fields.ts';
import { bytesOf, requestDocument } from '../request-document.ts';
import type { Ways } from '../ways.ts';
import { readJson } from './read-json.ts';

const MAX_BYTES = 65_536;

/**
 * A token for reading one repository, from where the registry sends us; undefined when it asks for another kind of
 * login.
 *
 * @param challenge the header `WWW-Authenticate`
 * @throws {FetchError}
 */
export async function requestToken(
  challenge: string | undefined,
  name: string,
  ways: Ways,
): Promise<string | undefined> {
  const { realm, service } = parseChallenge(challenge);
  const address = realm === undefined ? null : URL.parse(realm);
  if (address === null) return undefined;
  if (service !== undefined) address.searchParams.set('service', service);
  // Never more than reading, whatever the registry proposes.
  address.searchParams.set('scope', `repository:${name}:pull`);
  const what = 'The anonymous token of the registry';
  const answer = await requestDocument(address.href, { maxBytes: MAX_BYTES }, ways);
  const told = readJson(bytesOf(answer, what), what);
  return textOf(told, 'token') ?? textOf(told, 'access_token');
}

function parseChallenge(challenge = ''): { readonly realm?: string; readonly service?: string } {
  const bearer = /(?:^|,)\s*bearer\s+(.*)/i.exec(challenge)?.[1] ?? '';
  return Object.fromEntries(
    [...bearer.matchAll(/(realm|service)="([^"]*)"/gi)].map(([, name = '', value]) => [
      name.toLowerCase(),
      value,
    ]),
  );
}
