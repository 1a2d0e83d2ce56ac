import { tryGit } from '../../origin/run-git.ts';
import type { User, World } from './world.ts';

export interface MergeRequest {
  readonly base: string;
  readonly head: string;
  readonly method: 'merge' | 'squash';
  readonly message: string;
  readonly by: User;
}

/** A commit that joins the two sides, on no branch yet; undefined when they conflict. */
export async function mergeCommits(world: World, request: MergeRequest): Promise<string | undefined> {
  const { base, head, method, message, by } = request;
  const merged = await tryGit(world.origin.path, ['merge-tree', '--write-tree', '--no-messages', base, head]);
  if (merged.exitCode !== 0) return undefined;
  const tree = merged.stdout.toString().trim();
  const parents = method === 'squash' ? [base] : [base, head];
  return world.origin.git(['commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent]), '-F', '-'], {
    input: message,
    env: { GIT_AUTHOR_NAME: by.login, GIT_AUTHOR_EMAIL: `${by.login}@example.com` },
  });
}
