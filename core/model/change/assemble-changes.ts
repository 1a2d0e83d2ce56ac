import equal from 'fast-deep-equal';
import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import { attachmentFolder } from '../catalog/catalog-layout.ts';
import { type EntityKey, formatKey } from '../manifest/manifest.ts';
import type { Change, ChangeType } from './change.ts';

/**
 * The change set by identity: an entity that moved to another path is neither removed nor added.
 *
 * @param changedPaths every path whose content differs between the two trees
 * @param sameContent whether a file of base and a file of head hold the same
 */
export function assembleChanges(
  base: Catalog,
  head: Catalog,
  changedPaths: readonly string[],
  sameContent: (basePath: string, headPath: string) => boolean = () => false,
): Change[] {
  const keys = new Map<string, EntityKey>();
  const attachments = new Map<string, Set<string>>();
  for (const path of changedPaths) {
    for (const catalog of [base, head]) {
      const owner = catalog.ownerOf(path);
      if (owner === undefined) continue;
      const key = formatKey(owner.key);
      keys.set(key, owner.key);
      if (owner.path === path) continue;
      const names = attachments.get(key) ?? new Set();
      names.add(path.slice(attachmentFolder(owner.path)?.length ?? 0));
      attachments.set(key, names);
    }
  }
  for (const { key } of uncovered(base, head, changedPaths)) keys.set(formatKey(key), key);
  return [...keys.values()]
    .map((key) => {
      const before = base.get(key);
      const after = head.get(key);
      const names = [...(attachments.get(formatKey(key)) ?? [])].sort();
      const changed = names.filter((name) => !cameAlong(name, before, after, sameContent));
      return describeChange(key, before, after, changed);
    })
    .toSorted((a, b) => (formatKey(a.key) < formatKey(b.key) ? -1 : 1));
}

/**
 * Manifests that are such in one tree only, though their files are the same: a `manifest.yaml` that comes or goes makes
 * attachments of all files below it, or manifests.
 */
function uncovered(base: Catalog, head: Catalog, changedPaths: readonly string[]): CatalogRecord[] {
  const comeAndGone = changedPaths.filter((path) => base.hasFile(path) !== head.hasFile(path));
  const folders = new Set(comeAndGone.flatMap((path) => attachmentFolder(path) ?? []));
  if (folders.size === 0) return [];
  const onlyIn = (catalog: Catalog, other: Catalog): CatalogRecord[] =>
    catalog.records.filter(
      ({ path }) =>
        foldersAbove(path).some((folder) => folders.has(folder)) && other.ownerOf(path)?.path !== path,
    );
  return [...onlyIn(base, head), ...onlyIn(head, base)];
}

function foldersAbove(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1));
}

/** Whether an attachment moved with its manifest, as it was. */
function cameAlong(
  name: string,
  before: CatalogRecord | undefined,
  after: CatalogRecord | undefined,
  sameContent: (basePath: string, headPath: string) => boolean,
): boolean {
  const from = before === undefined ? undefined : attachmentFolder(before.path);
  const to = after === undefined ? undefined : attachmentFolder(after.path);
  return from !== undefined && to !== undefined && from !== to && sameContent(from + name, to + name);
}

function describeChange(
  key: EntityKey,
  before: CatalogRecord | undefined,
  after: CatalogRecord | undefined,
  attachments: readonly string[],
): Change {
  return {
    key,
    type: typeOf(before, after),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    attachments,
  };
}

function typeOf(before: CatalogRecord | undefined, after: CatalogRecord | undefined): ChangeType {
  if (before === undefined) return 'added';
  if (after === undefined) return 'removed';
  const moved = before.path !== after.path;
  return moved && before.manifest !== undefined && equal(before.manifest, after.manifest)
    ? 'moved'
    : 'modified';
}
