import type { RepositoryClient } from '@souk/github/repository-client.ts';
import type { LabelDefinition } from '@souk/github/sync-labels.ts';

/** Those of the labels that the repository does not have. GitHub compares names without regard to case. @throws {GitHubError} */
export async function listMissingLabels(
  { octokit, owner, repo }: RepositoryClient,
  labels: readonly LabelDefinition[],
): Promise<readonly LabelDefinition[]> {
  const listed = await octokit.paginate(octokit.rest.issues.listLabelsForRepo, {
    owner,
    repo,
    per_page: 100,
  });
  const present = new Set(listed.map(({ name }) => name.toLowerCase()));
  return labels.filter(({ name }) => !present.has(name.toLowerCase()));
}

/** @throws {GitHubError} */
export async function createLabels(
  { octokit, owner, repo }: RepositoryClient,
  labels: readonly LabelDefinition[],
): Promise<void> {
  for (const label of labels) await octokit.rest.issues.createLabel({ owner, repo, ...label });
}
