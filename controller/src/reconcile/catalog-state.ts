import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { Catalog } from '@souk/model/catalog/catalog.ts';
import type { Problem } from '@souk/model/finding/draft-finding.ts';
import type { EntityKey, Manifest } from '@souk/model/manifest/manifest.ts';

/** A file that can not be used as it is. */
export interface BrokenFile {
  readonly path: string;
  /** Git's id of it. */
  readonly blob: string | undefined;
  readonly problems: readonly Problem[];
  /** What it said when it could be used last. */
  readonly lastGood: RetainedManifest | undefined;
}

/** A manifest that goes on to count although no file says so now. */
export interface RetainedManifest {
  readonly key: EntityKey;
  readonly manifest: Manifest;
}

/** An entity whose removal is held back. */
export interface HeldEntity extends RetainedManifest {
  readonly path: string;
}

/** A catalog as the reconciler sees it. */
export interface CatalogState {
  readonly fingerprint: string;
  readonly commit: string | undefined;
  /** The files, as they are. */
  readonly snapshot: CatalogSnapshot;
  /** Broken files by path. */
  readonly broken: ReadonlyMap<string, BrokenFile>;
  /** What is judged and shown: with the last good content of what is broken, and with what is held. */
  readonly catalog: Catalog;
}
