import type { CatalogJudgement, RecordsToJudge } from '@souk/model/check/check-catalog.ts';

/** Bytes of a file of the bundle that judges a catalog, by its name; undefined where the catalog brings none. */
export type ReadBundleFile = (name: string) => Promise<Uint8Array | undefined>;

/** The judgements that the registry shows: the same code that judges pull requests. */
export interface CatalogJudge {
  /** Takes the policies of one state of the catalog; those that come with Souk where it brings none. */
  open(readBundleFile: ReadBundleFile): Promise<OpenJudge>;
}

export interface OpenJudge {
  /** Tells one set of policies from another. */
  readonly digest: string;
  judge(records: RecordsToJudge, now: Date): Promise<CatalogJudgement>;
}
