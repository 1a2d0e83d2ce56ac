import type { Kind } from '@souk/model/manifest/manifest.ts';
import type { ColumnType, Generated } from 'kysely';

export type SyncState = 'syncing' | 'synced' | 'failed';

/** A file of the catalog that names no entity, and why. */
export interface UnreadableFile {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
  /** Counts from 1; absent when it is about the whole file. */
  readonly line?: number;
}

export interface SyncCursorTable {
  singleton: Generated<boolean>;
  epoch: Generated<string>;
  /** Tells the audit log from that of another database; unlike the epoch it is never renewed. */
  audit_epoch: Generated<string>;
  revision: number;
  fingerprint: string | null;
  commit: string | null;
  state: SyncState;
  error: string | null;
  unreadable: ColumnType<readonly UnreadableFile[], string, string>;
  changed_at: ColumnType<Date | null, string, string>;
  /** When it was written last that the registry holds what its source says. Nobody writes it while nothing changes. */
  synced_at: ColumnType<Date | null, string, string>;
}

/** Every commit that the registry has gone through, with the revision that first held it. */
export interface AppliedCommitTable {
  commit: string;
  revision: number;
  applied_at: Date;
  /** When the Git host was told how it ended; null while it was not. */
  status_posted_at: Date | null;
  /** What the Git host was told while removals of it wait. */
  posted_while_held: string | null;
}

export interface SourceCursorTable {
  source_id: string;
  namespace: string;
  fingerprint: string | null;
  commit: string | null;
  state: 'syncing' | 'synced' | 'failed' | 'refused';
  error: string | null;
  /** Teams that see what comes from there; null means everybody. */
  visible_to: string[] | null;
  installable: boolean;
  entities: number;
  changed_at: Date;
}

/** A removal by another catalog that waits for somebody to approve it. */
export interface SourceHeldRemovalTable {
  source_id: string;
  kind: Kind;
  id: string;
  /** Commit of the other catalog that first asked for it. */
  commit: string;
  held_at: Date;
}
