import { isGitHubError } from './github-error.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface LabelDefinition {
  readonly name: string;
  /** Six hexadecimal digits, without `#`. */
  readonly color: string;
  /** At most 100 characters. */
  readonly description: string;
}

export interface WantedLabels {
  readonly wanted: readonly string[];
  /** Whether a label is ours to take away. */
  readonly isManaged: (name: string) => boolean;
  /** How labels look that the repository does not have yet. */
  readonly definitions: readonly LabelDefinition[];
}

/**
 * Adds the labels that are missing and takes away managed ones that are not wanted; labels that people gave stay.
 *
 * @throws {GitHubError}
 */
export async function syncLabels(
  client: RepositoryClient,
  number: number,
  { wanted, isManaged, definitions }: WantedLabels,
): Promise<void> {
  const { octokit, owner, repo } = client;
  const where = { owner, repo, issue_number: number };
  const listed = await octokit.paginate(octokit.rest.issues.listLabelsOnIssue, { ...where, per_page: 100 });
  const present = listed.map(({ name }) => name);
  const missing = without(wanted, present);
  await createLabels(
    client,
    definitions.filter(({ name }) => without([name], missing).length === 0),
  );
  if (missing.length > 0) await octokit.rest.issues.addLabels({ ...where, labels: missing });
  for (const name of without(present, wanted).filter(isManaged)) await removeLabel(client, number, name);
}

/** GitHub compares labels without regard to case. */
function without(labels: readonly string[], others: readonly string[]): string[] {
  const excluded = new Set(others.map((name) => name.toLowerCase()));
  return labels.filter((name) => !excluded.has(name.toLowerCase()));
}

async function createLabels(
  client: RepositoryClient,
  definitions: readonly LabelDefinition[],
): Promise<void> {
  const known = await Promise.all(definitions.map((definition) => isKnown(client, definition)));
  for (const label of definitions.filter((_, index) => known[index] === false))
    await createLabel(client, label);
}

async function isKnown(
  { octokit, owner, repo }: RepositoryClient,
  { name }: LabelDefinition,
): Promise<boolean> {
  try {
    await octokit.rest.issues.getLabel({ owner, repo, name });
    return true;
  } catch (error) {
    if (!isGitHubError(error, 'not-found')) throw error;
    return false;
  }
}

/** Another job may have been faster: then it is there. */
async function createLabel(
  { octokit, owner, repo }: RepositoryClient,
  label: LabelDefinition,
): Promise<void> {
  try {
    await octokit.rest.issues.createLabel({ owner, repo, ...label });
  } catch (error) {
    if (!isGitHubError(error, 'rejected', 'unreachable')) throw error;
    await octokit.rest.issues.getLabel({ owner, repo, name: label.name });
  }
}

async function removeLabel(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
  name: string,
): Promise<void> {
  try {
    await octokit.rest.issues.removeLabel({ owner, repo, issue_number: number, name });
  } catch (error) {
    if (!isGitHubError(error, 'not-found')) throw error;
  }
}
