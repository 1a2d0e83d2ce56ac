import { GitError } from './git-error.ts';
import {
  type ChangedPath,
  listChangesBetween,
  listTracked,
  listTrackedChanges,
  listUntracked,
} from './list-changes.ts';
import { listCommit } from './list-commit.ts';
import { ManifestCache } from './manifest-cache.ts';
import { findCommit, mergeBase, openRepository, type Repository, resolveCommit } from './repository.ts';
import type { TreeListing } from './tree-file.ts';

export interface ChangeRange {
  /** Revision to compare with; by default the point where this branch left main. */
  readonly base?: string | undefined;
  /** Revision to judge; by default the working tree. */
  readonly head?: string | undefined;
  /** True when the change does not matter: then a repository without a branch to compare with is no fault. */
  readonly baseOptional?: boolean | undefined;
  /** True in a clone that is thrown away: what did not change is read only as far as it is asked for, and not remembered. */
  readonly once?: boolean | undefined;
}

/** What Git says of two trees, before any file is read. */
export interface ChangeListing {
  readonly repository: Repository;
  /** Commit that is compared with; undefined where there is none, and everything is new. */
  readonly baseCommit: string | undefined;
  /** Commit that is judged; undefined for the working tree. */
  readonly headCommit: string | undefined;
  readonly base: TreeListing;
  readonly once: boolean;
  /** Comes later than the rest: looking for untracked files takes longest in a large tree. */
  readonly changes: Promise<readonly ChangedPath[]>;
  readonly cache: Promise<ManifestCache>;
}

/** Branches that a change is made against, in the order they are tried. */
const MAIN = ['main', 'origin/main', 'master', 'origin/master', 'origin/HEAD'] as const;

/**
 * Lists a base and what differs from it in a head. With Git the time goes into waiting, so what does not
 * depend on each other runs at once.
 *
 * @throws {GitError} `not-a-repository`, `unknown-revision`, `no-common-history`
 */
export async function listChange(dir: string, range: ChangeRange): Promise<ChangeListing> {
  const untracked = range.head === undefined ? listUntracked(dir) : Promise.resolve([]);
  untracked.catch(() => undefined);
  const opening = openRepository(dir);
  const cache = opening.then((opened) => ManifestCache.load(opened));
  cache.catch(() => undefined);
  const commits = resolveCommits(dir, range);
  commits.catch(() => undefined);
  const repository = await opening;
  const { baseCommit, headCommit } = await commits;
  const changes = listChanges(repository, baseCommit, headCommit, untracked);
  changes.catch(() => undefined);
  const base = baseCommit === undefined ? new Map() : await listBase(repository, baseCommit, cache);
  return { repository, baseCommit, headCommit, base, once: range.once === true, changes, cache };
}

async function listBase(
  repository: Repository,
  commit: string,
  cache: Promise<ManifestCache>,
): Promise<TreeListing> {
  return (await cache).recall(repository, commit)?.listing ?? listCommit(repository, commit);
}

async function resolveCommits(
  dir: string,
  { base, head, baseOptional }: ChangeRange,
): Promise<{ baseCommit: string | undefined; headCommit: string | undefined }> {
  const headCommit = head === undefined ? undefined : await resolveCommit(dir, head);
  return { baseCommit: await findBase(dir, base, headCommit, baseOptional === true), headCommit };
}

async function listChanges(
  repository: Repository,
  base: string | undefined,
  head: string | undefined,
  untracked: Promise<ChangedPath[]>,
): Promise<ChangedPath[]> {
  if (base === undefined) {
    if (head === undefined) return [...(await listTracked(repository)), ...(await untracked)];
    return [...(await listCommit(repository, head)).values()].map((file) => ({ path: file.path, file }));
  }
  if (head !== undefined) return listChangesBetween(repository, base, head);
  return (await Promise.all([listTrackedChanges(repository, base), untracked])).flat();
}

/**
 * The commit that a change is compared with: the one that was named, or the point where this branch left main.
 * Undefined where there is none.
 *
 * @param optional true when a repository without a branch to compare with is no fault
 * @throws {GitError} `unknown-revision`, `no-common-history`
 */
export async function findBase(
  dir: string,
  base: string | undefined,
  head: string | undefined,
  optional: boolean,
): Promise<string | undefined> {
  if (base !== undefined) return resolveCommit(dir, base);
  for (const branch of MAIN) {
    const found = await mergeBase(dir, branch, head ?? 'HEAD').catch(withoutHistory);
    if (found !== undefined) return found;
    if ((await findCommit(dir, branch)) === undefined) continue;
    if (head === undefined && (await findCommit(dir, 'HEAD')) === undefined) return undefined;
    throw new GitError(
      'no-common-history',
      `${branch} and ${head ?? 'HEAD'} have no commit in common here. In a shallow clone fetch the whole history first.`,
    );
  }
  const unborn = head === undefined && (await findCommit(dir, 'HEAD')) === undefined;
  if (optional || unborn) return undefined;
  throw new GitError(
    'unknown-revision',
    `There is no branch main (nor ${MAIN.slice(1).join(', ')}) to compare with. Name the commit with --base, or judge everything with --all.`,
  );
}

function withoutHistory(error: unknown): undefined {
  if (error instanceof GitError && error.code === 'no-common-history') return undefined;
  throw error;
}
