import { RequestError } from '@octokit/request-error';
import type { Octokit } from '@octokit/rest';

/**
 * Treats an answer that breaks off, or is no JSON after all, as none. Octokit would take it for an empty one: a list of
 * reviews without the veto that is in it.
 *
 * A plugin, to come before the one that asks again.
 */
export function expectWholeAnswers({ hook }: Pick<Octokit, 'hook'>): void {
  hook.after('request', ({ data, headers, url }, { method, request }) => {
    if (typeof data !== 'string' || !/\bjson\b/.test(headers['content-type'] ?? '')) return;
    throw new RequestError('the answer broke off', 500, { request: { method, url, headers: {}, request } });
  });
}
