/** A file of a tree: of a commit, of the working tree, or of a plain folder. */
export interface TreeFile {
  /** Path relative to the folder that holds the catalog, with forward slashes. */
  readonly path: string;
  readonly type: 'file' | 'symlink' | 'submodule';
  /** Id of the blob in Git; absent for content that only the disk has. */
  readonly oid?: string;
  /** Size in bytes, where known without reading the file. */
  readonly size?: number;
}

export type TreeListing = ReadonlyMap<string, TreeFile>;

/** What a Git file mode says a file is. */
export function typeOfMode(mode: string): TreeFile['type'] {
  if (mode === '120000') return 'symlink';
  return mode === '160000' ? 'submodule' : 'file';
}
