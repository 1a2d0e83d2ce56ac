import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import type { Change } from '../change/change.ts';
import {
  type EntityKey,
  isEntry,
  isEntryKind,
  type Kind,
  type Team,
  type Waiver,
} from '../manifest/manifest.ts';

/** Kinds that rules look at for every entity. */
const governing: ReadonlySet<Kind> = new Set(['Marketplace', 'ScopeCatalog', 'PriceBook']);

/** Whether a change touches what all entities are judged by. */
export function changesGoverning(changes: readonly Change[]): boolean {
  return changes.some(({ key }) => governing.has(key.kind));
}

/**
 * Unchanged records that a change may put in the wrong: those whose input holds something of what changed, and all
 * when the settings change.
 */
export function affectedRecords(changes: readonly Change[], head: Catalog): CatalogRecord[] {
  if (changesGoverning(changes)) return [...head.records];
  const records = changes
    .filter(({ type }) => type !== 'added' && type !== 'moved')
    .flatMap((change) => [
      ...head.referrersOf(change.key).map(({ record }) => record),
      ...consumersOf(change.key, head),
      ...chargedTo(change, head),
    ]);
  return [...new Set(records)];
}

/** Entries that call an entry by the name of its API only, which is no reference but is resolved like one. */
function consumersOf({ kind, id }: EntityKey, head: Catalog): CatalogRecord[] {
  if (!isEntryKind(kind)) return [];
  return head.records.filter((record) => {
    const manifest = record.mentions(id) ? record.manifest : undefined;
    if (manifest === undefined || !isEntry(manifest)) return false;
    return (manifest.apis?.consumes ?? []).some((api) => (typeof api === 'string' ? api : api.name) === id);
  });
}

/** What is charged to the cost center that a team had. */
function chargedTo({ key, before }: Change, head: Catalog): CatalogRecord[] {
  const center = key.kind === 'Team' ? (before?.manifest as Team | undefined)?.costCenter : undefined;
  if (center === undefined) return [];
  return head.records.filter((record) => {
    const manifest = record.mentions(center) ? record.manifest : undefined;
    return manifest !== undefined && 'costCenter' in manifest && manifest.costCenter === center;
  });
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
