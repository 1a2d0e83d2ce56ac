import { createRepositoryClient } from '@souk/github/create-repository-client.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import type { Config } from '../config/config.ts';
import { findRepository } from './find-repository.ts';

/** What the controller does on GitHub beside reading the catalog. */
export interface GitHubEffects {
  /** `owner/name`. */
  readonly repository: string;
  /** A client for one run of work: each waits for limits of GitHub for a minute in all, and gives up then. */
  readonly openClient: () => RepositoryClient;
}

/**
 * The way to the repository of the catalog on GitHub; undefined when the catalog is not there, or no token is given.
 *
 * @param tell takes plain sentences about waiting
 */
export function createGitHubEffects(
  config: Pick<Config, 'repo' | 'githubRepository' | 'githubApiUrl' | 'githubToken'>,
  tell: (text: string) => void,
): GitHubEffects | undefined {
  const { githubToken: token, githubApiUrl: apiUrl } = config;
  const found = findRepository(config);
  if (token === undefined || found === undefined) return undefined;
  return {
    repository: `${found.owner}/${found.repo}`,
    openClient: () => createRepositoryClient({ token, apiUrl, ...found, tell }),
  };
}
