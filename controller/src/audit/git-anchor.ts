import { type FetchOptions, fetchRef } from '@souk/git/fetch-ref.ts';
import { GitError } from '@souk/git/git-error.ts';
import { pushRef } from '@souk/git/push-ref.ts';
import { readCommitFile } from '@souk/git/read-commit-file.ts';
import type { Authorization } from '@souk/git/remote-settings.ts';
import type { Repository } from '@souk/git/repository.ts';
import { writeCommit } from '@souk/git/write-commit.ts';
import { anchorPath, parseAnchor, renderAnchor } from '@souk/model/audit/anchor-file.ts';
import type { AnchorStore } from './anchor-store.ts';

export interface GitAnchorOptions {
  /** Lends the repository that commits are made in: a mirror of the remote, or any other. */
  readonly read: <T>(work: (repository: Repository) => Promise<T>) => Promise<T>;
  readonly remote: string;
  /** Full name of the ref, such as `refs/souk/audit`. */
  readonly ref: string;
  readonly authorization?: Authorization | undefined;
  readonly timeoutMs: number;
}

/** Keeps anchors in a ref of a Git repository: a commit for each, which follows the one before. */
export function createGitAnchor({ read, ...options }: GitAnchorOptions): AnchorStore {
  const { remote, ref, timeoutMs, authorization } = options;
  const access = { remote, ref, timeoutMs, ...(authorization === undefined ? {} : { authorization }) };
  return {
    newest: () =>
      read(async (repository) => {
        const commit = await findRef(repository, access);
        if (commit === undefined) return undefined;
        // The file is at the root, wherever the catalog is.
        const bytes = await readCommitFile({ ...repository, prefix: '' }, commit, anchorPath);
        return { name: commit, anchor: parseAnchor(new TextDecoder().decode(bytes)) };
      }),
    add: (anchor, behind) =>
      read(async (repository) => {
        const files = [{ path: anchorPath, text: renderAnchor(anchor) }];
        const message = `Audit log sealed up to row ${anchor.checkpoint.seq}\n`;
        const commit = await writeCommit(repository, behind, files, message);
        await pushRef(repository, { ...access, commit });
        return commit;
      }),
  };
}

async function findRef(repository: Repository, access: FetchOptions): Promise<string | undefined> {
  try {
    return await fetchRef(repository, access);
  } catch (error) {
    if (error instanceof GitError && error.code === 'unknown-revision') return undefined;
    throw error;
  }
}
