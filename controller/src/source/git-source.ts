import { readCommitCatalog } from '@souk/git/read-catalog.ts';
import { readCommitFile } from '@souk/git/read-commit-file.ts';
import { findCommit, type Repository } from '@souk/git/repository.ts';
import type { CatalogSource } from '../reconcile/catalog-source.ts';
import { SourceError } from './source-error.ts';

export interface FollowedRef {
  /** Name that people know it by. */
  readonly branch: string;
  /** Git's full names for it, the first that exists being followed. */
  readonly refs: readonly string[];
}

/** Follows the commits of a branch; reads Git's objects and checks nothing out. */
export function gitSource(repository: Repository, { branch, refs }: FollowedRef): CatalogSource {
  return {
    kind: 'git',
    branch,
    async fingerprint() {
      for (const ref of refs) {
        const commit = await findCommit(repository.dir, ref);
        if (commit !== undefined) return commit;
      }
      throw new SourceError('no-branch', `There is no branch "${branch}" in ${repository.dir}.`);
    },
    read: (commit) => readCommitCatalog(repository, commit),
    readFile: (commit, path) => readCommitFile(repository, commit, path),
  };
}
