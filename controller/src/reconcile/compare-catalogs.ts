import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { Catalog } from '@souk/model/catalog/catalog.ts';
import { assembleChanges } from '@souk/model/change/assemble-changes.ts';
import { type Topic, topicsChanged } from '@souk/model/dependency/topics.ts';
import { type EntityKey, formatKey } from '@souk/model/manifest/manifest.ts';
import { changesGoverning } from '@souk/model/policy/affected-subjects.ts';
import type { HeldRemoval } from './decide-removals.ts';
import type { ObservedEntity } from './read-observed.ts';

/** How a catalog differs from what was before. */
export interface CatalogDifference {
  /** Entities whose own files differ; those that are gone are not among them. */
  readonly changed: readonly EntityKey[];
  /** Entities that were there and are in no file any more. */
  readonly missing: readonly EntityKey[];
  /** What that means for others. */
  readonly topics: readonly Topic[];
  /** Whether something differs that everybody is judged by. */
  readonly governing: boolean;
}

/** The difference between two catalogs of which the changed paths are known. */
export function compareCatalogs(
  before: Catalog,
  after: Catalog,
  changedPaths: readonly string[],
  held: readonly HeldRemoval[],
): CatalogDifference {
  const changes = assembleChanges(before, after, changedPaths);
  const gone = changes.filter(({ after: record }) => record === undefined).map(({ key }) => key);
  const missing = new Map([...gone, ...held.map(({ key }) => key)].map((key) => [formatKey(key), key]));
  return {
    changed: changes.flatMap(({ key, after: record }) => (record === undefined ? [] : [key])),
    missing: [...missing.values()].filter((key) => after.get(key) === undefined),
    topics: changes.flatMap((change) => topicsChanged(change.before, change.after)),
    governing: changesGoverning(changes),
  };
}

/**
 * The difference between a catalog and what the registry holds, where nothing else is known of before. It tells which
 * files differ; what was said of the others has to be looked at again.
 */
export function compareWithRegistry(
  after: Catalog,
  { files }: Pick<CatalogSnapshot, 'files'>,
  observed: ReadonlyMap<string, ObservedEntity>,
): CatalogDifference {
  const changed = after.records.flatMap(({ key, path }) => {
    const known = observed.get(formatKey(key));
    const blob = files.get(path)?.oid;
    const same = known !== undefined && blob !== undefined && known.path === path && known.blob === blob;
    return same || after.get(key)?.path !== path ? [] : [key];
  });
  const missing = [...observed.values()].map(({ key }) => key).filter((key) => after.get(key) === undefined);
  return { changed, missing, topics: [], governing: true };
}
