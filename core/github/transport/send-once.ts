import type { Octokit } from '@octokit/rest';

/** Creations that leave nothing behind when they are sent twice. */
const repeatable: ReadonlySet<string> = new Set([
  '/graphql',
  '/repos/{owner}/{repo}/code-scanning/sarifs',
  '/repos/{owner}/{repo}/git/blobs',
  '/repos/{owner}/{repo}/git/commits',
  '/repos/{owner}/{repo}/git/trees',
  '/repos/{owner}/{repo}/issues/{issue_number}/assignees',
  '/repos/{owner}/{repo}/issues/{issue_number}/labels',
  '/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
  '/repos/{owner}/{repo}/statuses/{sha}',
]);

/** Sends other creations once: when no answer came, whether they happened has to be looked up first. */
export function sendOnce(octokit: Octokit): void {
  octokit.hook.before('request', (options) => {
    if (options.method === 'POST' && !repeatable.has(options.url))
      options.request = { ...options.request, retries: 0 };
  });
}
