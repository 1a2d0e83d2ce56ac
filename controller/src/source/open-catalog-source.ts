import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitError } from '@souk/git/git-error.ts';
import { readFolderCatalog, readWorkTreeCatalog } from '@souk/git/read-catalog.ts';
import { findCommit, openRepository, type Repository } from '@souk/git/repository.ts';
import type { CatalogSource } from '../reconcile/catalog-source.ts';
import { diskFingerprint } from './disk-fingerprint.ts';
import { type FollowedRef, gitSource } from './git-source.ts';
import { SourceError } from './source-error.ts';

export interface SourceChoice {
  readonly repo: string;
  /** Branch to follow; `main`, else what is checked out, when undefined. */
  readonly branch: string | undefined;
  /** Follow the files instead of the commits. */
  readonly worktree: boolean;
}

/**
 * Finds out what a path is: a Git repository is followed by its commits, unless it has none yet or its files
 * are asked for; a plain folder by its files.
 * @throws {SourceError} `missing` when nothing is there
 */
export async function openCatalogSource({ repo, branch, worktree }: SourceChoice): Promise<CatalogSource> {
  if (!existsSync(repo)) throw new SourceError('missing', `There is no folder ${repo}.`);
  const repository = await findRepository(repo);
  if (repository === undefined) {
    return {
      kind: 'folder',
      fingerprint: () => diskFingerprint(repo),
      read: () => readFolderCatalog(repo),
      readFile: (_, path) => readFromDisk(repo, path),
    };
  }
  const followed = worktree ? undefined : await chooseRef(repository, branch);
  if (followed !== undefined) return gitSource(repository, followed);
  return {
    kind: 'worktree',
    fingerprint: () => diskFingerprint(repo),
    read: () => readWorkTreeCatalog(repository),
    readFile: (_, path) => readFromDisk(repo, path),
  };
}

async function readFromDisk(dir: string, path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(join(dir, path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
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

async function chooseRef(
  repository: Repository,
  branch: string | undefined,
): Promise<FollowedRef | undefined> {
  if (branch !== undefined) return followed(branch);
  const main = followed('main');
  for (const ref of main.refs) if ((await findCommit(repository.dir, ref)) !== undefined) return main;
  return (await findCommit(repository.dir, 'HEAD')) === undefined
    ? undefined
    : { branch: 'HEAD', refs: ['HEAD'] };
}

function followed(branch: string): FollowedRef {
  return { branch, refs: [`refs/heads/${branch}`, `refs/remotes/origin/${branch}`] };
}
