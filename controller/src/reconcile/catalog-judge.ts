import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { CatalogJudgement } from '@souk/model/check/check-catalog.ts';

/** Bytes of a file of the bundle that judges a catalog, by its name; undefined where the catalog brings none. */
export type ReadBundleFile = (name: string) => Promise<Uint8Array | undefined>;

/** The judgements that the registry shows: the same code that judges pull requests. */
export interface CatalogJudge {
  judge(snapshot: CatalogSnapshot, readBundleFile: ReadBundleFile, now: Date): Promise<CatalogJudgement>;
}
