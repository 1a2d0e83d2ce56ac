import equal from 'fast-deep-equal';
import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import { attachmentFolder } from '../catalog/catalog-layout.ts';
import { type EntityKey, formatKey } from '../manifest/manifest.ts';
import type { Change, ChangeType } from './change.ts';

/**
 * The change set by identity: an entity that moved to another path is neither removed nor added.
 *
 * @param changedPaths every path whose content differs between the two trees
 */
export function assembleChanges(base: Catalog, head: Catalog, changedPaths: readonly string[]): Change[] {
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
  return [...keys.values()]
    .map((key) =>
      describeChange(key, base.get(key), head.get(key), [...(attachments.get(formatKey(key)) ?? [])].sort()),
    )
    .toSorted((a, b) => (formatKey(a.key) < formatKey(b.key) ? -1 : 1));
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
