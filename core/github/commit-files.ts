import { expectCommit } from './expect-shape.ts';
import type { RepositoryClient } from './repository-client.ts';

export interface NewCommit {
  /** Branch that the commit comes after, without `refs/heads/`. */
  readonly base: string;
  readonly message: string;
  /** Added, or written over. */
  readonly files: readonly NewFile[];
  /** Paths of files that are taken away. */
  readonly removed?: readonly string[];
  /** Whose work it is; the owner of the token when absent. */
  readonly author?: CommitIdentity;
  /** Who had it made, when that is not the author. */
  readonly committer?: CommitIdentity;
}

export interface CommitIdentity {
  readonly name: string;
  readonly email: string;
}

export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Stores a commit that no branch points to yet.
 *
 * @returns its full name
 * @throws {GitHubError}
 */
export async function commitFiles(
  { octokit, owner, repo }: RepositoryClient,
  { base, message, files, removed = [], author, committer }: NewCommit,
): Promise<string> {
  const where = { owner, repo };
  const tip = await octokit.rest.git.getRef({ ...where, ref: `heads/${base}` });
  const parent = expectCommit(tip.data.object.sha, 'the tip of a branch');
  const before = await octokit.rest.git.getCommit({ ...where, commit_sha: parent });
  const blobs = await Promise.all(
    files.map(async ({ path, text }) => {
      const { data } = await octokit.rest.git.createBlob({ ...where, content: text, encoding: 'utf-8' });
      return { path, mode: '100644', type: 'blob', sha: data.sha } as const;
    }),
  );
  const tree = await octokit.rest.git.createTree({
    ...where,
    base_tree: before.data.tree.sha,
    tree: [...blobs, ...removed.map((path) => ({ path, mode: '100644', type: 'blob', sha: null }) as const)],
  });
  const commit = await octokit.rest.git.createCommit({
    ...where,
    message,
    tree: tree.data.sha,
    parents: [parent],
    ...(author === undefined ? {} : { author }),
    ...(committer === undefined ? {} : { committer }),
  });
  return expectCommit(commit.data.sha, 'a new commit');
}
