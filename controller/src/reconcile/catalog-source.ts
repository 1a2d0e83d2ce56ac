import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';

/** Where desired state comes from. */
export interface CatalogSource {
  readonly kind: 'git' | 'worktree' | 'folder';
  /** Branch that is followed; only of a Git source. */
  readonly branch?: string | undefined;
  /**
   * A text that changes whenever the catalog may have changed, far cheaper than reading it. For Git the commit.
   * Rejects when the source can't be reached: that is never taken for an empty catalog.
   */
  fingerprint(): Promise<string>;
  /** The catalog that this fingerprint was taken of, or a newer one where old states can't be read back. */
  read(fingerprint: string): Promise<CatalogSnapshot>;
  /** Bytes of a file beside the catalog, such as a policy bundle, at the same state; undefined where there is none. */
  readFile(fingerprint: string, path: string): Promise<Uint8Array | undefined>;
}
