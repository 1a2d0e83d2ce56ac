import { isLoopback } from '../../api/guard-requests.ts';
import { logIn, type RegistryAccess } from './log-in.ts';
import { parseChallenge } from './parse-challenge.ts';
import { RegistryError } from './registry-error.ts';
import { type RegistryRequest, requireAnswer, requireSafe, sendOnce, showUrl } from './send-once.ts';

/** Asks the registry about one repository. */
export type AskRegistry = (target: URL | string, request: RegistryRequest) => Promise<Response>;

/** What is written is only sent on where the answer says that the method stays. */
const reading = [301, 302, 303, 307, 308];
const writing = [307, 308];
const redirects = { GET: reading, HEAD: reading, POST: writing, PUT: writing };

const MOST_REDIRECTS = 5;

/**
 * Opens a registry for pushing to one repository. Logs in when it is asked to, and again when a token has run out.
 * What it logs in with goes to the registry and to
 * where that gives out tokens, never along with a redirect, and not to whom a redirect leads.
 */
export function openRegistrySession(
  access: RegistryAccess,
  repository: string,
  ended: AbortSignal,
): AskRegistry {
  const origin = new URL(`${isLoopback(hostnameOf(access.host)) ? 'http' : 'https'}://${access.host}`);
  let authorization: string | undefined;

  const send = async (target: URL, request: RegistryRequest): Promise<Response> => {
    const own = target.origin === origin.origin && authorization !== undefined ? { authorization } : {};
    requireSafe(target, origin);
    return sendOnce(target, { ...request, headers: { ...request.headers, ...own } }, ended);
  };
  const follow = async (start: URL, request: RegistryRequest): Promise<Response> => {
    let target = start;
    for (let hops = 0; hops <= MOST_REDIRECTS; hops += 1) {
      const response = await send(target, request);
      const location = response.headers.get('location');
      if (location === null || !redirects[request.method].includes(response.status)) return response;
      await response.body?.cancel();
      target = new URL(location, target);
    }
    throw new RegistryError('refused', `${showUrl(start)} leads from one address to the next without end.`);
  };

  return async (target, request) => {
    const url = new URL(target, origin);
    let response = await follow(url, request);
    const isFromRegistry = URL.parse(response.url)?.origin === origin.origin;
    if (response.status === 401 && isFromRegistry) {
      await response.body?.cancel();
      const challenge = parseChallenge(response.headers.get('www-authenticate'));
      if (challenge?.scheme === 'bearer') requireSafe(challenge.realm, origin);
      authorization = await logIn(challenge, access, repository, ended);
      response = await follow(url, request);
    }
    return requireAnswer(url, response);
  };
}

function hostnameOf(host: string): string {
  return new URL(`https://${host}`).hostname;
}
