import { GitError } from '@souk/git/git-error.ts';
import { readFileHistory } from '@souk/git/read-file-history.ts';
import { openRepository, resolveCommit } from '@souk/git/repository.ts';
import { anchorPath, parseAnchor } from '@souk/model/audit/anchor-file.ts';
import type { AuditAnchor } from '@souk/model/audit/audit-record.ts';
import { UsageError } from '../cli/exit-code.ts';

/**
 * The checkpoints that a ref of a clone holds, the newest last.
 * @throws {UsageError} when the clone has no such ref, or it holds something else
 */
export async function readAnchors(dir: string, ref: string): Promise<AuditAnchor[]> {
  const repository = await openRepository(dir);
  const commit = await resolveCommit(dir, ref).catch((error: unknown) => {
    if (!(error instanceof GitError) || error.code !== 'unknown-revision') throw error;
    throw new UsageError(`${dir} has no ${ref}. Fetch it first: git fetch origin ${ref}:${ref}`);
  });
  const versions = await readFileHistory(repository, commit, anchorPath);
  if (versions.length === 0) throw new UsageError(`${ref} holds no checkpoints of an audit log.`);
  return versions.map((version) => {
    const anchor = parseAnchor(new TextDecoder().decode(version.bytes));
    if (anchor !== undefined) return anchor;
    throw new UsageError(`${anchorPath} in ${version.commit} of ${ref} is no checkpoint of an audit log.`);
  });
}
