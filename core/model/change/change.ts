import type { CatalogRecord } from '../catalog/catalog.ts';
import type { EntityKey } from '../manifest/manifest.ts';

export type ChangeType = 'added' | 'modified' | 'removed' | 'moved';

/** What happened to one entity between two trees. */
export interface Change {
  readonly key: EntityKey;
  readonly type: ChangeType;
  readonly before?: CatalogRecord;
  readonly after?: CatalogRecord;
  /** Changed attachments, relative to the folder of the manifest. */
  readonly attachments: readonly string[];
}
