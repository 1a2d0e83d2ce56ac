import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { GitError } from '@souk/git/git-error.ts';
import { readFolderCatalog, readWorkTreeCatalog } from '@souk/git/read-catalog.ts';
import { findCommit, openRepository, type Repository } from '@souk/git/repository.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { isAddress } from '../config/parsers.ts';
import type { CatalogSource } from '../reconcile/catalog-source.ts';
import { type CheckRunsOf, createAcceptance } from './accept-commit.ts';
import { diskSource } from './disk-source.ts';
import { branchOf, type FollowedBranch } from './find-followed.ts';
import { type MirrorLimits, type MirrorOptions, openGitMirror } from './git-mirror.ts';
import { gitSource } from './git-source.ts';
import { parseRepositoryAddress, type RepositoryAddress } from './repository-address.ts';
import { SourceError } from './source-error.ts';

export type SourceChoice = Pick<
  Config,
  | 'repo'
  | 'repoToken'
  | 'githubApiUrl'
  | 'githubToken'
  | 'branch'
  | 'worktree'
  | 'dataDir'
  | 'allowedSigners'
  | 'requiredChecks'
>;

export interface SourcePorts {
  readonly clock?: Clock;
  /** Without it a required check is never met. */
  readonly listCheckRuns?: CheckRunsOf | undefined;
  readonly limits?: MirrorLimits;
}

/**
 * Finds out what there is to follow: a repository is followed by its commits through a mirror below `dataDir`, unless
 * it is a folder that has none yet or whose files are asked for; a plain folder by its files. An address is not
 * looked at yet.
 *
 * @throws {SourceError} `missing` when there is no such folder
 * @throws {GitError}
 */
export async function openCatalogSource(
  choice: SourceChoice,
  ports: SourcePorts = {},
): Promise<CatalogSource> {
  const { repo, worktree } = choice;
  const { clock = systemClock } = ports;
  if (isAddress(repo)) {
    if (worktree) throw new SourceError('missing', '--worktree needs a folder, and an address is none.');
    const followed = choice.branch === undefined ? undefined : branchOf(choice.branch);
    const address = parseRepositoryAddress(repo, choice);
    return commitSource(choice, ports, { address, followed, prefix: '', onThisMachine: false });
  }
  if (!existsSync(repo)) throw new SourceError('missing', `There is no folder ${repo}.`);
  const repository = await findRepository(repo);
  if (repository === undefined)
    return diskSource({ kind: 'folder', dir: repo, read: () => readFolderCatalog(repo), clock });
  const followed = worktree ? undefined : await chooseBranch(repository, choice.branch);
  if (followed === undefined)
    return diskSource({ kind: 'worktree', dir: repo, read: () => readWorkTreeCatalog(repository), clock });
  const { gitDir, prefix } = repository;
  return commitSource(choice, ports, {
    address: addressOf(gitDir, repo),
    followed,
    prefix,
    onThisMachine: true,
  });
}

function commitSource(
  { dataDir, allowedSigners, requiredChecks }: SourceChoice,
  { clock = systemClock, listCheckRuns, limits }: SourcePorts,
  origin: Pick<MirrorOptions, 'address' | 'followed' | 'prefix' | 'onThisMachine'>,
): CatalogSource {
  const where = { dir: join(dataDir, 'mirror'), clock, ...(limits === undefined ? {} : { limits }) };
  const mirror = openGitMirror({ ...origin, ...where });
  const acceptance = createAcceptance({ allowedSigners, requiredChecks, listCheckRuns, clock });
  return gitSource({ mirror, acceptance, clock });
}

function addressOf(gitDir: string, shown: string): RepositoryAddress {
  return { remote: gitDir, shown, authorization: undefined, secrets: [] };
}

async function findRepository(dir: string): Promise<Repository | undefined> {
  try {
    return await openRepository(dir);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    // Without a Git to ask, a folder that is no clone can still be served.
    const plain =
      error.code === 'not-a-repository' || (error.code === 'git-missing' && !existsSync(join(dir, '.git')));
    if (plain) return undefined;
    throw error;
  }
}

/** The branch that was named, or `main`, or what is checked out; undefined where nothing is committed. */
async function chooseBranch(
  repository: Repository,
  branch: string | undefined,
): Promise<FollowedBranch | undefined> {
  if (branch !== undefined) return followedHere(branch);
  const main = followedHere('main');
  for (const ref of main.refs) if ((await findCommit(repository.dir, ref)) !== undefined) return main;
  const isBorn = (await findCommit(repository.dir, 'HEAD')) !== undefined;
  return isBorn ? { branch: 'HEAD', refs: ['HEAD'] } : undefined;
}

/** A clone may know a branch only as that of the repository it was cloned from. */
function followedHere(branch: string): FollowedBranch {
  return { branch, refs: [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`] };
}
