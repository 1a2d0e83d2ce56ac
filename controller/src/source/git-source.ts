import { findBlob } from '@souk/git/find-blob.ts';
import { isAncestor } from '@souk/git/is-ancestor.ts';
import { readCommitCatalog } from '@souk/git/read-catalog.ts';
import { readChangedCommit } from '@souk/git/read-changed-commit.ts';
import { readLastGood } from '@souk/git/read-last-good.ts';
import { walkBranch } from '@souk/git/walk-branch.ts';
import type { Clock } from '../clock.ts';
import type { CatalogHistory, CatalogSource, SourceStanding } from '../reconcile/catalog-source.ts';
import type { Acceptance } from './accept-commit.ts';
import type { GitMirror } from './git-mirror.ts';
import { newestAccepted } from './newest-accepted.ts';
import { readWholeFile } from './read-whole-file.ts';
import { SourceError } from './source-error.ts';
import { standingAfter } from './standing-after.ts';
import { wholeSnapshot } from './whole-snapshot.ts';

export interface GitSourcePorts {
  readonly mirror: GitMirror;
  /** Every commit is accepted when undefined. */
  readonly acceptance: Acceptance | undefined;
  readonly clock: Clock;
}

/** Commits of one sync that are told apart. */
const MOST_COMMITS = 1_000;

/** Follows the accepted commits of a branch through a mirror; reads Git's objects and checks nothing out. */
export function gitSource({ mirror, acceptance, clock }: GitSourcePorts): CatalogSource {
  let standing: SourceStanding = { reachable: undefined };

  const choose = async (signal: AbortSignal, applied: string | undefined): Promise<string> => {
    const head = await mirror.refresh(signal);
    if (acceptance === undefined) {
      standing = { reachable: true, askedAt: clock.now() };
      return head;
    }
    const found = await mirror.read((repository) =>
      newestAccepted(repository, acceptance, { head, applied }),
    );
    standing = { reachable: true, askedAt: clock.now(), held: found.held };
    if (found.commit !== undefined) return found.commit;
    throw new SourceError('not-accepted', `No commit is accepted. ${found.held?.reason ?? ''}`.trim());
  };

  return {
    kind: 'git',
    get branch() {
      return mirror.branch;
    },
    async fingerprint(signal, applied) {
      try {
        return await choose(signal, applied);
      } catch (error) {
        if (!signal.aborted) standing = standingAfter(error, standing, clock.now());
        throw error;
      }
    },
    read: (commit) =>
      mirror.read(async (repository) => wholeSnapshot(mirror, await readCommitCatalog(repository, commit))),
    readFile: (commit, path) => mirror.read((repository) => readWholeFile(repository, commit, path)),
    history: historyOf(mirror),
    standing: () => standing,
  };
}

function historyOf(mirror: GitMirror): CatalogHistory {
  return {
    readChanged: (base, commit) =>
      mirror.read(async (repository) =>
        wholeSnapshot(mirror, await readChangedCommit(repository, base, commit)),
      ),
    blobOf: (commit, path) => mirror.read((repository) => findBlob(repository, commit, path)),
    isAncestor: (ancestor, commit) => mirror.read((repository) => isAncestor(repository, ancestor, commit)),
    walk: (base, head) => mirror.read((repository) => walkBranch(repository, base, head, MOST_COMMITS)),
    lastGood: (commit, path) => mirror.read((repository) => readLastGood(repository, commit, path)),
  };
}
