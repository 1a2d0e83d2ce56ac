import { listRemoteRefs, type RemoteRefsOptions } from '@souk/git/list-remote-refs.ts';
import { SourceError } from './source-error.ts';

/** A branch that is followed. */
export interface FollowedBranch {
  /** Name that people know it by. */
  readonly branch: string;
  /** Git's full names for it, the first that exists being followed. */
  readonly refs: readonly string[];
}

/** Where a followed branch points. */
export interface BranchTip {
  readonly followed: FollowedBranch;
  /** The full name that was found. */
  readonly ref: string;
  readonly commit: string;
}

/** A branch as every repository names it. */
export function branchOf(branch: string): FollowedBranch {
  return { branch, refs: [`refs/heads/${branch}`] };
}

/**
 * Asks a remote where a branch points: the one that is followed, or `main`, or else the branch that the remote itself
 * shows first.
 *
 * @throws {SourceError} `no-branch`
 * @throws {GitError}
 */
export async function findFollowed(
  dir: string,
  followed: FollowedBranch | undefined,
  remote: Omit<RemoteRefsOptions, 'refs'> & { readonly shown: string },
): Promise<BranchTip> {
  const main = branchOf('main');
  const refs = followed?.refs ?? [...main.refs, 'HEAD'];
  const { ids, headBranch } = await listRemoteRefs(dir, { ...remote, refs });
  const chosen = followed ?? (ids.has('refs/heads/main') ? main : headOf(headBranch));
  const ref = chosen?.refs.find((name) => ids.has(name));
  const commit = ref === undefined ? undefined : ids.get(ref);
  if (chosen === undefined || ref === undefined || commit === undefined) {
    const name = chosen?.branch ?? 'main';
    throw new SourceError('no-branch', `There is no branch "${name}" in ${remote.shown}.`);
  }
  return { followed: chosen, ref, commit };
}

function headOf(fullName: string | undefined): FollowedBranch | undefined {
  return fullName === undefined ? undefined : branchOf(fullName.slice('refs/heads/'.length));
}
