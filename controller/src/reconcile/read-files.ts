import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { CatalogSource } from './catalog-source.ts';
import type { BrokenFile, CatalogState } from './catalog-state.ts';
import { type FindLastGood, findBroken } from './find-broken.ts';

/** The files of a catalog at one state of its source. */
export interface CatalogFiles {
  readonly fingerprint: string;
  readonly snapshot: CatalogSnapshot;
  readonly broken: ReadonlyMap<string, BrokenFile>;
  /** What differs from the state that it was read on top of; undefined when everything was read. */
  readonly changedPaths: readonly string[] | undefined;
  /** Whether the policies may be others than those of the earlier state. */
  readonly policiesChanged: boolean;
}

/**
 * Reads a state of the source: what changed since an earlier state, where the source can tell, else everything.
 *
 * @param earlier undefined when nothing of before is to be trusted
 * @param findStored what the store holds for a path: for broken files that history knows no sound version of
 */
export async function readFiles(
  source: CatalogSource,
  fingerprint: string,
  earlier: CatalogState | undefined,
  findStored: FindLastGood,
): Promise<CatalogFiles> {
  const { history } = source;
  const findLastGood: FindLastGood = async (path) =>
    (await history?.lastGood(fingerprint, path)) ?? (await findStored(path));
  if (history !== undefined && earlier?.commit !== undefined) {
    const snapshot = await history.readChanged(earlier.snapshot, fingerprint);
    const broken = await findBroken(snapshot, earlier, findLastGood);
    const { changedPaths, policiesChanged } = snapshot;
    return { fingerprint, snapshot, broken, changedPaths, policiesChanged };
  }
  const snapshot = await source.read(fingerprint);
  const broken = await findBroken(snapshot, undefined, findLastGood);
  return { fingerprint, snapshot, broken, changedPaths: undefined, policiesChanged: true };
}
