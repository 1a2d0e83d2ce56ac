import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { BranchWalk } from '@souk/git/walk-branch.ts';
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
  readonly history?: CatalogHistory | undefined;
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
  /** The way of the branch from a commit that was applied before to another. */
  walk(base: string | undefined, head: string): Promise<BranchWalk>;
  /** The newest version of a file below a commit that is a sound manifest: a function of history alone. */
  lastGood(commit: string, path: string): Promise<LastGood | undefined>;
}

export interface ChangedSnapshot extends CatalogSnapshot {
  /** Every path in which it differs from its base. */
  readonly changedPaths: readonly string[];
  /** Whether the policies beside the catalog are others than in its base. */
  readonly policiesChanged: boolean;
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
