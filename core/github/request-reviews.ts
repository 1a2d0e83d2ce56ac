import { isGitHubError } from './github-error.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface WantedReviewers {
  /** `organisation/team`. */
  readonly teams: readonly string[];
  readonly logins: readonly string[];
}

interface Reviewer {
  /** As it is told to people. */
  readonly name: string;
  readonly login?: string;
  /** Slug of a team of the organisation that the repository belongs to. */
  readonly team?: string;
}

/**
 * Asks for reviews, once: those who are asked already are left alone.
 *
 * @returns a plain sentence on each that could not be asked
 * @throws {GitHubError}
 */
export async function requestReviews(
  client: RepositoryClient,
  number: number,
  { teams, logins }: WantedReviewers,
): Promise<readonly string[]> {
  const foreign = teams.filter((team) => !isOfOwner(team, client.owner));
  const told = foreign.map((team) => `The team ${team} is not of ${client.owner}, so it cannot be asked.`);
  const wanted: readonly Reviewer[] = [
    ...teams
      .filter((team) => !foreign.includes(team))
      .map((name) => ({ name, team: name.slice(name.indexOf('/') + 1) })),
    ...logins.map((login) => ({ name: login, login })),
  ];
  if (wanted.length === 0) return told;
  const asked = await listAsked(client, number);
  const missing = wanted.filter(({ login, team }) => !asked.has(keyOf(login, team)));
  return [...told, ...(await ask(client, number, missing))];
}

function isOfOwner(team: string, owner: string): boolean {
  return team.toLowerCase().startsWith(`${owner.toLowerCase()}/`);
}

async function listAsked(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
): Promise<ReadonlySet<string>> {
  const { data } = await octokit.rest.pulls.listRequestedReviewers({ owner, repo, pull_number: number });
  return new Set([
    ...data.users.map(({ login }) => keyOf(login, undefined)),
    ...data.teams.map(({ slug }) => keyOf(undefined, slug)),
  ]);
}

function keyOf(login: string | undefined, team: string | undefined): string {
  return (login === undefined ? `team:${team}` : `login:${login}`).toLowerCase();
}

/** GitHub refuses a request as a whole when it cannot ask one of them: then each is asked alone. */
async function ask(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
  reviewers: readonly Reviewer[],
): Promise<readonly string[]> {
  if (reviewers.length === 0) return [];
  try {
    await octokit.rest.pulls.requestReviewers({
      owner,
      repo,
      pull_number: number,
      reviewers: reviewers.flatMap(({ login }) => login ?? []),
      team_reviewers: reviewers.flatMap(({ team }) => team ?? []),
    });
    return [];
  } catch (error) {
    if (!isGitHubError(error, 'rejected', 'not-found')) throw error;
    if (reviewers.length === 1)
      return reviewers.map(({ name }) => `${name} could not be asked. ${error.message}`);
  }
  const told: string[] = [];
  for (const reviewer of reviewers) told.push(...(await ask({ octokit, owner, repo }, number, [reviewer])));
  return told;
}
