import { extractFolder } from '@souk/git/extract-folder.ts';
import type { Repository } from '@souk/git/repository.ts';
import { soukPolicies } from '../policy/policies-folder.ts';

const limits = { mostFiles: 20_000, mostBytes: 32 * 1024 * 1024, mostTotalBytes: 128 * 1024 * 1024 };

/**
 * Writes the policies of a commit to a folder, so that a change is not judged by what it makes of them.
 *
 * @returns the folder that judges: that of Souk where the commit has none
 * @throws {GitError}
 */
export async function writePoliciesOf(repository: Repository, commit: string, into: string): Promise<string> {
  const { paths } = await extractFolder(repository, commit, 'policies', into, limits);
  return paths.length === 0 ? soukPolicies : into;
}
