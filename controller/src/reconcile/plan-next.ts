import { TopicIndex } from '@souk/model/dependency/topic-index.ts';
import { topicsRead } from '@souk/model/dependency/topics.ts';
import { type EntityKey, formatKey } from '@souk/model/manifest/manifest.ts';
import { assembleCatalog } from './assemble-catalog.ts';
import type { OpenJudge } from './catalog-judge.ts';
import { type ReconcileSettings, readReconcileSettings } from './catalog-settings.ts';
import type { CatalogState, HeldEntity } from './catalog-state.ts';
import { compareCatalogs, compareWithRegistry } from './compare-catalogs.ts';
import { decideRemovals, type HeldRemoval, type RemovalBudget, stricterOf } from './decide-removals.ts';
import type { CatalogFiles } from './read-files.ts';
import type { ObservedEntity } from './read-observed.ts';

/** The catalog that the registry was last brought to, and all that is known of it. */
export interface Followed {
  readonly state: CatalogState;
  readonly judge: OpenJudge;
  /** Which entities have to be judged again when something else changes. */
  readonly index: TopicIndex;
}

/** A catalog that the registry is to be brought to. */
export interface NextCatalog {
  readonly state: CatalogState;
  readonly settings: ReconcileSettings;
  /** Entities to judge and store now. */
  readonly now: readonly EntityKey[];
  /** Entities to judge again when nothing more urgent is to be done. */
  readonly later: readonly EntityKey[];
  readonly removals: readonly EntityKey[];
  readonly held: readonly HeldRemoval[];
}

export interface NextInput {
  readonly files: CatalogFiles;
  readonly judge: OpenJudge;
  readonly commit: string | undefined;
  /** Undefined when everything was read anew. */
  readonly earlier: Followed | undefined;
  /** All that the registry holds; only needed without an earlier state. */
  readonly observed: ReadonlyMap<string, ObservedEntity>;
  /** How many entities the registry holds. */
  readonly total: number;
  readonly held: readonly HeldRemoval[];
  /** What the catalog that the registry holds allows to be removed. */
  readonly budgetBefore: RemovalBudget;
  readonly readStored: (keys: readonly EntityKey[]) => Promise<readonly HeldEntity[]>;
}

/** So many entities are judged in one go with the commit that affects them. */
const IN_ONE_GO = 2_000;

export type NextResult =
  | { readonly ok: true; readonly next: NextCatalog }
  /** Following the source there could do harm; `reason` is fit to be shown. */
  | { readonly ok: false; readonly reason: string };

/** Finds out what a new state of the catalog means for the registry. */
export async function planNext(input: NextInput): Promise<NextResult> {
  const { files, judge, commit, earlier, observed, total, held, budgetBefore, readStored } = input;
  const loose = assembleCatalog(files.snapshot, files.broken, []);
  if (loose.records.length === 0 && total > 0) {
    const reason = `The catalog holds no manifest that can be read, but the registry knows ${total}. Nothing was removed.`;
    return { ok: false, reason };
  }
  const difference =
    earlier === undefined || files.changedPaths === undefined
      ? compareWithRegistry(loose, files.snapshot, observed)
      : compareCatalogs(earlier.state.catalog, loose, files.changedPaths, held);
  const settings = readReconcileSettings(loose);
  const decision = decideRemovals({
    missing: difference.missing,
    total,
    held,
    budget: stricterOf(budgetBefore, settings.removals),
    commit: commit ?? files.fingerprint,
  });
  const kept = await readStored(decision.hold.map(({ key }) => key));
  const catalog = kept.length === 0 ? loose : assembleCatalog(files.snapshot, files.broken, kept);
  const everything = earlier === undefined || difference.governing || earlier.judge.digest !== judge.digest;
  const first = new Map(difference.changed.map((key) => [formatKey(key), key]));
  for (const { key } of decision.hold) first.set(formatKey(key), key);
  for (const { key } of held) if (catalog.get(key) !== undefined) first.set(formatKey(key), key);
  const rest = everything
    ? catalog.records.map(({ key }) => key)
    : parseKeys(earlier.index.readersOf(difference.topics), catalog);
  const dependents = rest.filter((key) => !first.has(formatKey(key)));
  const atOnce = first.size + dependents.length <= IN_ONE_GO || total === 0;
  return {
    ok: true,
    next: {
      state: {
        fingerprint: files.fingerprint,
        commit,
        snapshot: files.snapshot,
        broken: files.broken,
        catalog,
      },
      settings,
      now: atOnce ? [...first.values(), ...dependents] : [...first.values()],
      later: atOnce ? [] : dependents,
      removals: decision.remove,
      held: decision.hold,
    },
  };
}

/** Of names such as `App/crm`, the keys that a catalog has. */
export function parseKeys(names: Iterable<string>, catalog: CatalogState['catalog']): EntityKey[] {
  return [...names].flatMap((name) => {
    const slash = name.indexOf('/');
    const key = { kind: name.slice(0, slash) as EntityKey['kind'], id: name.slice(slash + 1) };
    return catalog.get(key) === undefined ? [] : [key];
  });
}

/** Brings an index up to date with some entities of a catalog. */
export function indexTopics(
  index: TopicIndex,
  catalog: CatalogState['catalog'],
  keys: readonly EntityKey[],
): void {
  for (const key of keys) {
    const records = catalog.allWithKey(key);
    if (records.length === 0) index.remove(formatKey(key));
    else
      index.put(
        formatKey(key),
        records.flatMap((record) => topicsRead(record, catalog)),
      );
  }
}

export function indexCatalog(catalog: CatalogState['catalog']): TopicIndex {
  const index = new TopicIndex();
  indexTopics(
    index,
    catalog,
    catalog.records.map(({ key }) => key),
  );
  return index;
}
