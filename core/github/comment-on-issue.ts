import { createOnce } from './create-once.ts';
import type { RepositoryClient } from './repository-client.ts';

/**
 * Writes one more comment on an issue or a pull request.
 *
 * @throws {GitHubError}
 */
export async function commentOnIssue(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
  body: string,
): Promise<void> {
  const where = { owner, repo, issue_number: number };
  const create = async () => (await octokit.rest.issues.createComment({ ...where, body })).data.id;
  const find = async () => {
    const comments = await octokit.paginate(octokit.rest.issues.listComments, { ...where, per_page: 100 });
    const last = comments.at(-1);
    return last?.body === body ? last.id : undefined;
  };
  await createOnce(create, find);
}
