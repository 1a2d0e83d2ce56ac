/** Folders that hold the catalog; everything outside them is code, docs or configuration. */
export const catalogRoots = ['catalog', 'connectors'] as const;

/** File name by which a manifest owns its folder: every other file there is its attachment. */
const ownerFileName = 'manifest.yaml';

export type FileRole =
  | { readonly role: 'manifest' }
  | { readonly role: 'attachment'; readonly owner: string }
  | { readonly role: 'outside' };

function isInCatalog(path: string): boolean {
  return catalogRoots.some((root) => path.startsWith(`${root}/`));
}

/**
 * Says what each file of a tree is. `isFile` answers whether another path of the same tree exists.
 *
 * A YAML file that no `manifest.yaml` owns must be a manifest itself, so that a misplaced one is noticed
 * instead of ignored.
 */
export function createRoles(isFile: (path: string) => boolean): (path: string) => FileRole {
  const owners = new Map<string, string | undefined>();

  /** The outermost `manifest.yaml` of a folder and those above: one nested in an entry belongs to that entry. */
  const ownerOf = (folder: string): string | undefined => {
    if (owners.has(folder)) return owners.get(folder);
    const slash = folder.lastIndexOf('/');
    const above = slash === -1 ? undefined : ownerOf(folder.slice(0, slash));
    const candidate = `${folder}/${ownerFileName}`;
    const owner = above ?? (isFile(candidate) ? candidate : undefined);
    owners.set(folder, owner);
    return owner;
  };

  return (path) => {
    if (!isInCatalog(path)) return { role: 'outside' };
    const owner = ownerOf(path.slice(0, path.lastIndexOf('/')));
    if (owner === path) return { role: 'manifest' };
    if (owner !== undefined) return { role: 'attachment', owner };
    return /\.ya?ml$/i.test(path) ? { role: 'manifest' } : { role: 'outside' };
  };
}

/** The id that the place of a manifest promises: its folder for `manifest.yaml`, its file name otherwise. */
export function idFromPath(path: string): string | undefined {
  const segments = path.split('/');
  const file = segments.at(-1) ?? '';
  if (file === ownerFileName) return segments.at(-2);
  // Files at the top of the catalog are named after their role (prices.yaml), not after an id.
  return segments.length <= 2 ? undefined : file.replace(/\.ya?ml$/i, '');
}

/** The folder whose files belong to the manifest at this path; undefined for a manifest without attachments. */
export function attachmentFolder(manifestPath: string): string | undefined {
  return manifestPath.endsWith(`/${ownerFileName}`)
    ? manifestPath.slice(0, -ownerFileName.length)
    : undefined;
}
