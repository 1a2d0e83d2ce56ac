import type { TreeFile, TreeListing } from '@souk/git/tree-file.ts';
import { DriverError } from '../driver.ts';
import { type FoundFolder, findFolders } from './instance-folder.ts';
import { markOf } from './render-folder.ts';

/** What the repository holds of one installation. */
export interface HeldFiles {
  /** Folders that Souk has made, of whatever team and environment. */
  readonly own: readonly FoundFolder[];
  /** Folders of the same name that somebody else has made. */
  readonly foreign: readonly FoundFolder[];
  /** Texts of all of them by path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Reads what a tree holds of an installation. A folder is Souk's own when any of its files says so. */
export async function readHeld(
  id: string,
  listing: TreeListing,
  read: (files: readonly TreeFile[]) => Promise<ReadonlyMap<string, string>>,
): Promise<HeldFiles> {
  const folders = findFolders(listing).filter((folder) => folder.id === id);
  const texts = await read(folders.flatMap(({ files }) => files));
  const mark = markOf(id);
  const isOwn = ({ files }: FoundFolder) => files.some(({ path }) => texts.get(path)?.startsWith(mark));
  return { own: folders.filter(isOwn), foreign: folders.filter((folder) => !isOwn(folder)), texts };
}

/** What differs between what is held and what is wanted, a few words each; empty where nothing does. */
export function compareFiles(held: HeldFiles, wanted: ReadonlyMap<string, string>): readonly string[] {
  const files = held.own.flatMap((folder) => folder.files);
  const paths = new Map(files.map((file) => [file.path, file]));
  const differing = [...wanted].flatMap(([path, text]) => {
    const file = paths.get(path);
    if (file === undefined) return [`${path} is missing`];
    return file.type === 'file' && held.texts.get(path) === text ? [] : [`${path} is different`];
  });
  const surplus = [...paths.keys()].filter((path) => !wanted.has(path)).map((path) => `${path} is too much`);
  return [...differing, ...surplus.toSorted()];
}

/** A change of the files of one installation. */
export interface FolderChange {
  readonly removed: readonly string[];
  readonly written: ReadonlyMap<string, string>;
}

/**
 * How to get from what is held to what is wanted; undefined where it is so already.
 *
 * @param wanted texts by path, all in one folder; empty when nothing is to be left
 * @throws {DriverError} `conflict` when somebody else has files in that place
 */
export function planFolder(held: HeldFiles, wanted: ReadonlyMap<string, string>): FolderChange | undefined {
  const [someFile = ''] = wanted.keys();
  const place = someFile.slice(0, someFile.lastIndexOf('/'));
  if (held.foreign.some(({ path }) => path === place))
    throw new DriverError(
      'conflict',
      `${place} holds files that Souk has not written: move them away, or name the installation otherwise.`,
    );
  if (compareFiles(held, wanted).length === 0) return undefined;
  return { removed: held.own.map(({ path }) => path), written: wanted };
}
