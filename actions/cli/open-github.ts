import { createRepositoryClient } from '@souk/github/create-repository-client.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import { UsageError } from './exit-code.ts';
import type { ProcessPort } from './terminal.ts';

export interface GitHubOptions {
  /** `owner/name`, as it was given for `--repository`. */
  readonly repository: string;
  /** As it was given for `--api-url`. */
  readonly apiUrl: string;
}

/**
 * A client for a repository, with the token in GITHUB_TOKEN.
 *
 * @param permissions that the token needs, for people
 * @throws {UsageError}
 */
export function openGitHub(
  { repository, apiUrl }: GitHubOptions,
  process: ProcessPort,
  permissions: string,
): RepositoryClient {
  const [owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository)?.slice(1) ?? [];
  if (owner === undefined || repo === undefined)
    throw new UsageError(`--repository: expected owner/name, found ${JSON.stringify(repository)}.`);
  const token = process.env['GITHUB_TOKEN'];
  if (token === undefined || token === '')
    throw new UsageError(`GITHUB_TOKEN is not set: give it a token with ${permissions}.`);
  if (!/^https?:$/.test(URL.parse(apiUrl)?.protocol ?? ''))
    throw new UsageError(
      `--api-url: expected an address such as https://<host>/api/v3, found ${JSON.stringify(apiUrl)}.`,
    );
  const tell = (text: string): void => void process.stderr.write(`${text}\n`);
  return createRepositoryClient({ token, apiUrl, owner, repo, tell });
}
