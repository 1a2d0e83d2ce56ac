import { RequestError } from '@octokit/request-error';
import { GitHubError } from '../github-error.ts';
import { missingPermission } from './missing-permission.ts';
import { reasonOf } from './reason-of.ts';

const NOT_THE_AUTHORS = 'This is not the fault of an author: run the job again later.';

/**
 * Says what went wrong and how to mend it. The request itself is left behind: it holds the token. What is not a failed
 * request is given back as it came.
 */
export function translateError(error: unknown): unknown {
  if (!(error instanceof RequestError)) return isGraphqlLimit(error) ? limited('POST /graphql') : error;
  const { status, request, response } = error;
  const path = new URL(request.url).pathname;
  const asked = `${request.method} ${path}`;
  if (response === undefined) {
    return new GitHubError(
      'unreachable',
      `GitHub could not be reached for ${asked}: ${error.message}. ${NOT_THE_AUTHORS}`,
    );
  }
  const said = reasonOf(response.data);
  if (status >= 500) {
    return new GitHubError('unreachable', `GitHub answered ${status} to ${asked}. ${NOT_THE_AUTHORS}`);
  }
  if (isLimit(status, said, response.headers)) return limited(asked);
  switch (status) {
    case 401:
      return new GitHubError(
        'forbidden',
        `GitHub does not accept the token (${asked}: ${said}). Give the input \`token\` one that is valid, such as that of the job or of the GitHub App.`,
      );
    case 403: {
      const header = response.headers['x-accepted-github-permissions'];
      const accepted = typeof header === 'string' ? header : undefined;
      return new GitHubError('forbidden', explainRefusal(request.method, path, said, accepted));
    }
    case 404:
    case 410:
      return new GitHubError(
        'not-found',
        `GitHub knows nothing for ${asked}, or the token may not see it (${said}). Look whether it exists and whether the app is installed on the repository.`,
      );
    default:
      return new GitHubError('rejected', `GitHub refused ${asked} (${status}): ${said}.`);
  }
}

function explainRefusal(method: string, path: string, said: string, accepted: string | undefined): string {
  const refused = `GitHub refused ${method} ${path}: ${said}.`;
  if (/not permitted to create or approve pull requests/i.test(said)) {
    return `${refused} Allow it in the settings of the repository or organisation, under Actions, General, Workflow permissions, or use the token of a GitHub App.`;
  }
  const permission = missingPermission(method, path, accepted);
  if (permission === undefined || !/not accessible by/i.test(said)) return refused;
  return `${refused} The token lacks the permission \`${permission}\`. Give it under \`permissions\` of the job, or in the settings of the GitHub App that the token belongs to.`;
}

function isLimit(status: number, said: string, headers: { readonly [name: string]: unknown }): boolean {
  if (status === 429) return true;
  return status === 403 && (headers['x-ratelimit-remaining'] === '0' || /\brate limit\b/i.test(said));
}

/** The throttling plugin throws a plain error for it. */
function isGraphqlLimit(error: unknown): boolean {
  return error instanceof Error && error.message === 'GraphQL Rate Limit Exceeded';
}

function limited(asked: string): GitHubError {
  return new GitHubError(
    'rate-limited',
    `GitHub takes no more requests from this token for now (${asked}), and waiting for it would take too long. ${NOT_THE_AUTHORS}`,
  );
}
