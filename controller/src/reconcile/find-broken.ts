import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { CatalogRecord } from '@souk/model/catalog/catalog.ts';
import type { BrokenFile, RetainedManifest } from './catalog-state.ts';

type Unhealed = Omit<BrokenFile, 'lastGood'>;

/** What a file said when it could be used last. */
export type FindLastGood = (path: string) => Promise<RetainedManifest | undefined>;

interface EarlierState {
  readonly snapshot: CatalogSnapshot;
  readonly broken: ReadonlyMap<string, BrokenFile>;
}

/**
 * The files of a snapshot that can not be used, by path, each with what it said when it could.
 *
 * @param earlier a state that the snapshot was read on top of: what is the same file there is not looked at again
 */
export async function findBroken(
  snapshot: CatalogSnapshot,
  earlier: EarlierState | undefined,
  findLastGood: FindLastGood,
): Promise<ReadonlyMap<string, BrokenFile>> {
  const known = new Set<CatalogRecord>(earlier?.snapshot.catalog.records);
  const broken = new Map<string, BrokenFile>();
  for (const record of snapshot.catalog.records) {
    if (known.has(record)) {
      const still = earlier?.broken.get(record.path);
      if (still !== undefined) broken.set(record.path, still);
    } else if (record.problems.length > 0 || record.manifest === undefined) {
      broken.set(record.path, await heal(record, snapshot, earlier, findLastGood));
    }
  }
  for (const file of snapshot.unreadable)
    broken.set(file.path, await heal(file, snapshot, earlier, findLastGood));
  return broken;
}

async function heal(
  { path, problems }: Omit<Unhealed, 'blob'>,
  { files }: CatalogSnapshot,
  earlier: EarlierState | undefined,
  findLastGood: FindLastGood,
): Promise<BrokenFile> {
  const blob = files.get(path)?.oid;
  const before = earlier?.broken.get(path);
  const same = before !== undefined && blob !== undefined && before.blob === blob;
  return { path, blob, problems, lastGood: same ? before.lastGood : await findLastGood(path) };
}
