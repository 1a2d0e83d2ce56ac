import { found } from '../operations/operation.ts';
import type { Issue, PullPart, World } from './world.ts';

export type PullRequest = Issue & { readonly pull: PullPart };

/** The pull request of a number, or an answer of 404. */
export function requirePull(world: World, number: number): PullRequest {
  const issue = found(world.issues.get(number));
  if (!isPull(issue)) throw found(undefined);
  return issue;
}

export function isPull(issue: Issue): issue is PullRequest {
  return issue.pull !== undefined;
}

/**
 * Commit that a pull request ends in. Of an open one it is what its branch is at now, and `refs/pull/N/head` follows;
 * of a closed one it is what it was then.
 */
export async function headOf(world: World, { number, state, pull }: PullRequest): Promise<string> {
  const ref = `refs/pull/${number}/head`;
  const known = await world.origin.resolve(ref);
  const current = state === 'open' ? await world.origin.resolve(pull.source) : undefined;
  if (current !== undefined && current !== known) await world.origin.setRef(ref, current);
  return found(current ?? known);
}

/** Commit that the base of a pull request is at now. */
export async function baseOf(world: World, { pull }: PullRequest): Promise<string> {
  return found(await world.origin.resolve(pull.baseBranch));
}
