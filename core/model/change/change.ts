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

/** Whether both sides can be read: of a manifest that does not satisfy its schema, nothing can be said that changed. */
export function isReadable({ before, after }: Pick<Change, 'before' | 'after'>): boolean {
  return [before, after].every((record) => record === undefined || record.manifest !== undefined);
}
