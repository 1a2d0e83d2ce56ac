import type { Account } from '@souk/model/approval/review.ts';
import { accountOf } from './expect-shape.ts';
import { GitHubError } from './github-error.ts';
import type { RepositoryClient } from './repository-client.ts';

/**
 * The account that a GitHub App acts as.
 *
 * @param appSlug as in the address of the app: `github-actions`
 * @throws {GitHubError}
 */
export async function readBot({ octokit }: RepositoryClient, appSlug: string): Promise<Account> {
  const { data } = await octokit.rest.users.getByUsername({ username: `${appSlug}[bot]` });
  const account = accountOf(data);
  if (account === undefined || data.type !== 'Bot') {
    throw new GitHubError(
      'not-found',
      `No GitHub App acts as ${appSlug}[bot]. Give the input \`app-slug\` the last part of the address of the app: https://github.com/apps/<slug>.`,
    );
  }
  return account;
}
