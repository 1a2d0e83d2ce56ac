import type { Catalog } from '@souk/model/catalog/catalog.ts';
import type { Problem } from '@souk/model/finding/draft-finding.ts';
import type { Blob } from './read-blobs.ts';
import type { TreeListing } from './tree-file.ts';

/** A file of the catalog that has no legible identity, and why. */
export interface UnreadableFile {
  readonly path: string;
  readonly problems: readonly Problem[];
}

/** A catalog as one tree holds it. */
export interface CatalogSnapshot {
  /** Commit it was read from; absent for the working tree and for a plain folder. */
  readonly commit?: string;
  readonly catalog: Catalog;
  readonly files: TreeListing;
  readonly unreadable: readonly UnreadableFile[];
  /** Text of a file, for showing a place in it; empty where it cannot be read. */
  readText(path: string): Promise<string>;
  /** The texts of many files, by path, in one go. */
  readTexts(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * The bytes of files by path; what is no plain file is left out.
   *
   * @param limit bytes; of a larger file only the size is told
   */
  readFiles(paths: readonly string[], limit: number, total?: number): Promise<ReadonlyMap<string, Blob>>;
}
