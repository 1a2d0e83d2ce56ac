import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { EntityKey, Manifest } from '@souk/model/manifest/manifest.ts';

/** Where desired state comes from. */
export interface CatalogSource {
  readonly kind: 'git' | 'worktree' | 'folder';
  /** Branch that is followed; only of a Git source. */
  readonly branch?: string | undefined;
  /**
   * A text that changes whenever the catalog may have changed, far cheaper than reading it. For Git the commit: that
   * of the branch upstream, or the newest one below it that is accepted.
   * Rejects when the source can't be reached: that is never taken for an empty catalog.
   * @param applied commit that the registry holds: what is accepted is looked for above it, and it counts as accepted
   */
  fingerprint(signal: AbortSignal, applied?: string): Promise<string>;
  /** The catalog that this fingerprint was taken of, or a newer one where old states can't be read back. */
  read(fingerprint: string): Promise<CatalogSnapshot>;
  /** Bytes of a file beside the catalog, such as a policy bundle, at the same state; undefined where there is none. */
  readFile(fingerprint: string, path: string): Promise<Uint8Array | undefined>;
  /** What only a source with commits can do. */
  readonly history?: CatalogHistory;
  /** How the source stands, as people are shown it. */
  standing(): SourceStanding;
}

export interface CatalogHistory {
  /**
   * The catalog of a commit, read on top of one that was read before: costs what the change costs.
   * @param base as `read` or `readChanged` gave it
   */
  readChanged(base: CatalogSnapshot, commit: string): Promise<ChangedSnapshot>;
  /** Blob id of a file at a commit; undefined where there is none. */
  blobOf(commit: string, path: string): Promise<string | undefined>;
  isAncestor(ancestor: string, commit: string): Promise<boolean>;
  /** Commits that `head` has and `base` has not, `head` first; at most `limit`. */
  listCommits(base: string | undefined, head: string, limit: number): Promise<readonly string[]>;
  /** Of each path that differs, the last commit on the way from `base` to `head` that touched it. */
  attribute(base: string, head: string): Promise<ReadonlyMap<string, CommitAuthorship>>;
  authorship(commit: string): Promise<CommitAuthorship>;
  /** The newest version of a file below a commit that is a sound manifest: a function of history alone. */
  lastGood(commit: string, path: string): Promise<LastGood | undefined>;
}

export interface ChangedSnapshot extends CatalogSnapshot {
  /** Every path in which it differs from its base. */
  readonly changedPaths: readonly string[];
}

/** Who made a commit, and when. */
export interface CommitAuthorship {
  readonly commit: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly at: Date;
}

/** A version of a file that could be used. */
export interface LastGood {
  readonly commit: string;
  readonly key: EntityKey;
  readonly manifest: Manifest;
}

export interface SourceStanding {
  /** Whether it answered when it was asked last; undefined when it has not been asked yet. */
  readonly reachable: boolean | undefined;
  readonly error?: string | undefined;
  readonly askedAt?: Date | undefined;
  /** The newest commit upstream, where it is not accepted, and why. */
  readonly held?: { readonly commit: string; readonly reason: string } | undefined;
}
