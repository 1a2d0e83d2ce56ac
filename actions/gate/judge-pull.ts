import { listChange } from '@souk/git/list-change.ts';
import { listAllPathsBetween } from '@souk/git/list-changes.ts';
import { mergeCommits } from '@souk/git/merge-commits.ts';
import { readChange } from '@souk/git/read-change.ts';
import { mergeBase, type Repository } from '@souk/git/repository.ts';
import { assembleChanges } from '@souk/model/change/assemble-changes.ts';
import type { Change } from '@souk/model/change/change.ts';
import { changedMeanwhile } from '@souk/model/gate/changed-meanwhile.ts';
import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import { type CheckOptions, type CheckOutcome, runCheck } from '../check/run-check.ts';

/** What is found out about a change from Git alone. */
export interface PullJudgement extends CheckOutcome {
  /** The commit that the merge would give; undefined when Git cannot merge by itself. */
  readonly merged: string | undefined;
  /** All changed files, those outside the catalog too. */
  readonly changedPaths: readonly string[];
  /** Changed files that belong to no entity in a tree that has them: an entity cannot claim what lay there before it. */
  readonly strayPaths: readonly string[];
  /** Entities of the change that changed on the base as well since it began. */
  readonly meanwhile: readonly EntityKey[];
  /** Files that Git cannot merge by itself. */
  readonly conflicts: readonly string[];
}

export interface CommitRange {
  /** Tip of the branch that the change goes into. */
  readonly base: string;
  readonly head: string;
}

/**
 * Judges what merging `head` into `base` would make of the catalog. Where Git cannot merge, the change is judged as if
 * the base had not moved since it began.
 *
 * @throws {GitError} `no-common-history`
 */
export async function judgePull(
  repository: Repository,
  { base, head }: CommitRange,
  options: Omit<CheckOptions, 'trees' | 'all'>,
): Promise<PullJudgement> {
  const fork = await mergeBase(repository.dir, base, head);
  const merged = await mergeCommits(repository, base, head);
  const range = merged.commit === undefined ? { base: fork, head } : { base, head: merged.commit };
  const [outcome, paths, theirs] = await Promise.all([
    listChange(repository.dir, { ...range, once: true }).then((trees) =>
      runCheck({ ...options, trees, all: false }, () => performance.now()),
    ),
    listAllPathsBetween(repository, range.base, range.head),
    fork === base ? [] : listEntityChanges(repository, { base: fork, head: base }),
  ]);
  const { context } = outcome;
  return {
    ...outcome,
    // The merge result is of no interest to anybody: people know the change by its own head.
    report: { ...outcome.report, base, head },
    changedPaths: paths.map(({ path }) => path),
    strayPaths: paths
      .filter(
        ({ path, inBase, inHead }) =>
          (inBase && context.base.ownerOf(path) === undefined) ||
          (inHead && context.head.ownerOf(path) === undefined),
      )
      .map(({ path }) => path),
    meanwhile: changedMeanwhile(context.changes, theirs),
    merged: merged.commit,
    conflicts: merged.conflicts,
  };
}

async function listEntityChanges(repository: Repository, range: CommitRange): Promise<Change[]> {
  const { base, head, changedPaths } = await readChange(
    await listChange(repository.dir, { ...range, once: true }),
  );
  return assembleChanges(base.catalog, head.catalog, changedPaths);
}
