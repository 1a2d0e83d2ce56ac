import type { TreeListing } from '@souk/git/tree-file.ts';
import type { EnvironmentRepository } from './environment-repository.ts';
import { findFolders } from './instance-folder.ts';
import { type HeldFiles, readHeld } from './plan-folder.ts';
import { KUSTOMIZATION, markOf } from './render-folder.ts';

/** What a commit holds of one installation; nothing where there is no commit yet. */
export async function heldAt(
  repository: EnvironmentRepository,
  commit: string | undefined,
  id: string,
): Promise<HeldFiles> {
  const listing: TreeListing = commit === undefined ? new Map() : await repository.list(commit);
  return readHeld(id, listing, (files) => repository.read(files));
}

/** Ids of all installations whose folders a commit holds. */
export async function idsAt(
  repository: EnvironmentRepository,
  commit: string | undefined,
): Promise<readonly string[]> {
  if (commit === undefined) return [];
  const folders = findFolders(await repository.list(commit));
  // The file that names the others tells it; only where that was changed by somebody are all looked at.
  const indices = folders.flatMap(({ path, files }) =>
    files.filter((file) => file.path === `${path}/${KUSTOMIZATION}`),
  );
  const texts = await repository.read(indices);
  const isMarked = (id: string, found: ReadonlyMap<string, string>, paths: readonly string[]): boolean =>
    paths.some((path) => found.get(path)?.startsWith(markOf(id)));
  const plain = folders.filter(({ id, path }) => isMarked(id, texts, [`${path}/${KUSTOMIZATION}`]));
  const others = folders.filter((folder) => !plain.includes(folder));
  const more = await repository.read(others.flatMap(({ files }) => files));
  const changed = others.filter(({ id, files }) =>
    isMarked(
      id,
      more,
      files.map(({ path }) => path),
    ),
  );
  return [...new Set([...plain, ...changed].map(({ id }) => id))];
}
