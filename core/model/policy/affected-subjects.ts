import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import type { EntityKey, Kind, Waiver } from '../manifest/manifest.ts';

/** Kinds that rules look at for every entity. */
const governing: ReadonlySet<Kind> = new Set(['Marketplace', 'ScopeCatalog', 'PriceBook']);

/**
 * Unchanged records that a change may put in the wrong: those that refer to what changed, and all when the
 * settings change.
 */
export function affectedRecords(changes: readonly Change[], head: Catalog): CatalogRecord[] {
  if (changes.some(({ key }) => governing.has(key.kind))) return [...head.records];
  const records = changes
    .filter(({ type }) => type !== 'added' && type !== 'moved')
    .flatMap(({ key }) => head.referrersOf(key).map(({ record }) => record));
  return [...new Set(records)];
}

/** Records whose waiver comes, goes or changes: what it silenced has to be judged again. */
export function waivedRecords(changes: readonly Change[], head: Catalog): CatalogRecord[] {
  return changes
    .filter(({ key }) => key.kind === 'Waiver')
    .flatMap(({ before, after }) => [before?.manifest, after?.manifest])
    .flatMap((waiver) => (waiver === undefined ? [] : (head.get(waivedKey(waiver as Waiver)) ?? [])));
}

export function waivedKey({ entity }: Waiver): EntityKey {
  const [kind, id = ''] = typeof entity === 'string' ? entity.split('/') : [entity.kind, entity.id];
  return { kind: kind as Kind, id };
}
