import { GitError } from './git-error.ts';
import { isAncestor } from './is-ancestor.ts';
import type { Repository } from './repository.ts';
import { runGitListing } from './run-git.ts';

/** Who made a commit, and when it came to be. */
export interface CommitAuthorship {
  readonly commit: string;
  readonly author: { readonly name: string; readonly email: string };
  /** When it was committed, which for a merge is when it was merged. */
  readonly at: Date;
}

/** The way of a branch from one commit to another. */
export interface BranchWalk {
  /** Commits of the branch itself on that way, the newest first: what a merge brought along is not among them. */
  readonly commits: readonly string[];
  /** Whose the last one is. */
  readonly head: CommitAuthorship;
  /** Of each path below the folder that the repository was opened at, the last of these commits that touched it. */
  readonly touched: ReadonlyMap<string, CommitAuthorship>;
  /** Whether the way leads forward; after a forced push it does not. */
  readonly forward: boolean;
}

/** No path of a catalog begins like this. */
const COMMIT = '\u0001';

/**
 * Walks a branch from `base`, itself left out, to `head`, in one command. Without a base, or with one that is not there
 * any more, the way is the last commit alone.
 *
 * @throws {GitError}
 */
export async function walkBranch(
  repository: Repository,
  base: string | undefined,
  head: string,
  limit: number,
): Promise<BranchWalk> {
  const steps = base === undefined ? [] : await listStepsFrom(repository, base, head, limit);
  const oldest = steps.at(-1);
  const isOnWay = base === head || (oldest !== undefined && oldest.parent === base);
  const forward = base === undefined || isOnWay || (await isAncestor(repository, base, head));
  const [last] = steps.length > 0 ? steps : await listSteps(repository, ['--max-count=1', head]);
  if (last === undefined) throw new Error(`There is no commit ${head}.`);
  const touched = new Map<string, CommitAuthorship>();
  for (const { authorship, paths } of steps)
    for (const path of paths) if (!touched.has(path)) touched.set(path, authorship);
  const commits = (steps.length > 0 ? steps : [last]).map(({ authorship }) => authorship.commit);
  return { commits, head: last.authorship, touched, forward };
}

interface Step {
  readonly authorship: CommitAuthorship;
  /** The first parent. */
  readonly parent: string;
  readonly paths: readonly string[];
}

/** A base that is not there any more, as after a forced push and a new mirror, leaves no way to walk. */
async function listStepsFrom(
  repository: Repository,
  base: string,
  head: string,
  limit: number,
): Promise<readonly Step[]> {
  try {
    return await listSteps(repository, [`--max-count=${limit}`, `${base}..${head}`]);
  } catch (error) {
    if (error instanceof GitError && /Invalid revision range|bad object|bad revision/i.test(error.message))
      return [];
    throw error;
  }
}

async function listSteps({ dir }: Repository, range: readonly string[]): Promise<readonly Step[]> {
  const output = await runGitListing(dir, [
    'log',
    '-z',
    '--first-parent',
    '--diff-merges=first-parent',
    '--no-renames',
    '--name-only',
    '--relative',
    '--no-show-signature',
    '--format=%x01%H%x00%P%x00%an%x00%ae%x00%cI',
    ...range,
    '--',
  ]);
  return parseSteps(output);
}

/** Reads commits, each of five fields and its paths, all separated by NUL. */
function parseSteps(output: string): Step[] {
  const steps: (Omit<Step, 'paths'> & { readonly paths: string[] })[] = [];
  const parts = output.split('\0');
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? '';
    if (part.startsWith(COMMIT)) {
      const [parents = '', name = '', email = '', at = ''] = parts.slice(i + 1, i + 5);
      const commit = part.slice(COMMIT.length);
      const [parent = ''] = parents.split(' ');
      steps.push({ authorship: { commit, author: { name, email }, at: new Date(at) }, parent, paths: [] });
      i += 4;
      continue;
    }
    const path = part.replace(/^\n/, '');
    if (path !== '') steps.at(-1)?.paths.push(path);
  }
  return steps;
}
