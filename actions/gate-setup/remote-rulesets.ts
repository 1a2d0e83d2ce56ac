import type { RepositoryClient } from '@souk/github/repository-client.ts';
import { parseRuleset } from './parse-ruleset.ts';
import type { Ruleset } from './ruleset.ts';

/** A ruleset of the repository itself, and the id that the API knows it by. */
export interface RemoteRuleset {
  readonly id: number;
  readonly ruleset: Ruleset;
}

/**
 * The rulesets of these names. Those of the organisation are not among them: they are not the repository's to change.
 *
 * @throws {GitHubError}
 * @throws {SetupError} when an answer is not as the API describes
 */
export async function readRemoteRulesets(
  { octokit, owner, repo }: RepositoryClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, RemoteRuleset>> {
  const listed = await octokit.paginate(octokit.rest.repos.getRepoRulesets, {
    owner,
    repo,
    includes_parents: false,
    per_page: 100,
  });
  const found = new Map<string, RemoteRuleset>();
  for (const { id, name } of listed.filter((one) => names.includes(one.name))) {
    const { data } = await octokit.rest.repos.getRepoRuleset({ owner, repo, ruleset_id: id });
    found.set(name, { id, ruleset: parseRuleset(data, `the answer about ${name}`) });
  }
  return found;
}

/** Makes or replaces a ruleset. @throws {GitHubError} */
export async function storeRuleset(
  { octokit, owner, repo }: RepositoryClient,
  ruleset: Ruleset,
  existing: number | undefined,
): Promise<void> {
  // The rules are those of files: GitHub judges their shape, not the types of the client.
  const url = '/repos/{owner}/{repo}/rulesets';
  if (existing === undefined) await octokit.request({ method: 'POST', url, owner, repo, ...ruleset });
  else {
    await octokit.request({
      method: 'PUT',
      url: `${url}/{ruleset_id}`,
      owner,
      repo,
      ruleset_id: existing,
      ...ruleset,
    });
  }
}
