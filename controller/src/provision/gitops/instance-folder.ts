import type { TreeFile, TreeListing } from '@souk/git/tree-file.ts';
import type { Instance } from '@souk/model/installation/instance.ts';
import { DriverError } from '../driver.ts';
import { isLabel } from '../kubernetes-objects/object-name.ts';

/** Folder of the repository that holds all that Souk writes. */
export const ROOT = 'environments';

/**
 * Where the files of an instance lie, without a slash at the end.
 * @throws {DriverError} `invalid` for what can be no name of a folder
 */
export function instanceFolder({ environment, team, id }: Instance): string {
  return [ROOT, ...[environment, team, id].map(checkSegment)].join('/');
}

/** @throws {DriverError} `invalid` */
export function checkSegment(name: string): string {
  if (isLabel(name)) return name;
  throw new DriverError(
    'invalid',
    `${JSON.stringify(name)} can't be a folder: expected lower-case letters, digits and single hyphens, at most 63 characters.`,
  );
}

export interface FoundFolder {
  readonly path: string;
  /** Of the installation. */
  readonly id: string;
  /** By path. */
  readonly files: readonly TreeFile[];
}

/** The folders `environments/<environment>/<team>/<installation>` of a tree, whoever made them. */
export function findFolders(listing: TreeListing): readonly FoundFolder[] {
  const folders = new Map<string, TreeFile[]>();
  for (const file of listing.values()) {
    const segments = file.path.split('/');
    const names = segments.slice(1, 4);
    if (segments.length < 5 || segments[0] !== ROOT || !names.every(isLabel)) continue;
    const path = segments.slice(0, 4).join('/');
    folders.set(path, [...(folders.get(path) ?? []), file]);
  }
  return [...folders].map(([path, files]) => ({ path, id: path.split('/')[3] ?? '', files }));
}
