import { isAncestor } from '@souk/git/is-ancestor.ts';
import { listCommitsBetween } from '@souk/git/list-commits-between.ts';
import type { Repository } from '@souk/git/repository.ts';
import type { Acceptance } from './accept-commit.ts';

/** A commit that waits, and for what. */
export interface HeldCommit {
  readonly commit: string;
  readonly reason: string;
}

export interface AcceptedCommit {
  /** The newest accepted commit; the applied one when nothing above it is; undefined when there is none. */
  readonly commit: string | undefined;
  /** The head, when it is not that commit. */
  readonly held?: HeldCommit;
}

/** How far below the head an accepted commit is looked for. */
const FARTHEST = 50;

/**
 * The newest commit of the branch that is accepted: the head, or one below it on the branch itself, but none below the
 * commit that was applied already.
 *
 * @throws {GitError}
 */
export async function newestAccepted(
  repository: Repository,
  acceptance: Acceptance,
  { head, applied }: { readonly head: string; readonly applied: string | undefined },
): Promise<AcceptedCommit> {
  const base = applied !== undefined && (await isAncestor(repository, applied, head)) ? applied : undefined;
  const candidates = await listCommitsBetween(repository, { base, head, limit: FARTHEST, firstParent: true });
  let held: HeldCommit | undefined;
  for (const commit of candidates) {
    const verdict = await acceptance.accept(repository, commit);
    if (verdict.accepted) return held === undefined ? { commit } : { commit, held };
    held ??= { commit: head, reason: verdict.reason };
    if (verdict.unasked) break;
  }
  return held === undefined ? { commit: base } : { commit: base, held };
}
