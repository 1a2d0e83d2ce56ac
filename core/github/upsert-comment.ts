import type { Account } from '@souk/model/approval/review.ts';
import { createOnce } from './create-once.ts';
import { expectId } from './expect-shape.ts';
import { isGitHubError } from './github-error.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface StickyComment {
  /** What the body starts with. */
  readonly marker: string;
  readonly body: string;
  /** Whose comments may be edited. A marker alone proves nothing: anybody can write it. */
  readonly bot: Account;
}

/**
 * Leaves exactly one comment with the marker by the bot: edits the oldest, deletes surplus ones, and never touches one
 * of somebody else.
 *
 * @throws {GitHubError}
 */
export async function upsertComment(
  client: RepositoryClient,
  number: number,
  comment: StickyComment,
): Promise<void> {
  const [first, ...surplus] = await listOwn(client, number, comment);
  if (first === undefined) {
    await createOnce(
      () => createComment(client, number, comment.body),
      async () => (await listOwn(client, number, comment))[0]?.id,
    );
    return;
  }
  if (first.body !== comment.body) await editComment(client, first.id, comment.body);
  for (const { id } of surplus) await deleteComment(client, id);
}

interface OwnComment {
  readonly id: number;
  readonly body: string;
}

async function listOwn(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
  { marker, bot }: StickyComment,
): Promise<readonly OwnComment[]> {
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    owner,
    repo,
    issue_number: number,
    per_page: 100,
  });
  return comments
    .filter(({ user, body }) => user?.id === bot.id && body?.startsWith(marker) === true)
    .map(({ id, body = '' }) => ({ id: expectId(id, 'the id of a comment'), body }));
}

async function createComment(
  { octokit, owner, repo }: RepositoryClient,
  number: number,
  body: string,
): Promise<number> {
  const { data } = await octokit.rest.issues.createComment({ owner, repo, issue_number: number, body });
  return data.id;
}

async function editComment(
  { octokit, owner, repo }: RepositoryClient,
  id: number,
  body: string,
): Promise<void> {
  await octokit.rest.issues.updateComment({ owner, repo, comment_id: id, body });
}

async function deleteComment({ octokit, owner, repo }: RepositoryClient, id: number): Promise<void> {
  try {
    await octokit.rest.issues.deleteComment({ owner, repo, comment_id: id });
  } catch (error) {
    if (!isGitHubError(error, 'not-found')) throw error;
  }
}
