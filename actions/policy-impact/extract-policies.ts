import { join } from 'node:path';
import { extractFolder } from '@souk/git/extract-folder.ts';
import { GitError } from '@souk/git/git-error.ts';
import type { Repository } from '@souk/git/repository.ts';
import { sourceFolders } from '@souk/policies/engine/sources.ts';

const limits = { mostFiles: 5_000, mostBytes: 1024 * 1024, mostTotalBytes: 16 * 1024 * 1024 };

/**
 * Writes the sources of the policies of a commit to a folder, read as objects of Git: plain files alone, none of them
 * large.
 *
 * @throws {GitError} `unfit-tree` when there is anything else
 */
export async function extractPolicies(repository: Repository, commit: string, into: string): Promise<void> {
  for (const folder of sourceFolders) {
    const { leftOut } = await extractFolder(
      repository,
      commit,
      `policies/${folder}`,
      join(into, folder),
      limits,
    );
    if (leftOut.length === 0) continue;
    throw new GitError(
      'unfit-tree',
      `policies/${folder}/${leftOut[0]} is no plain file. Policies may hold neither links nor other repositories.`,
    );
  }
}
