import type { SyncState, UnreadableFile } from './source-tables.ts';

/** How the registry stands to its source, as people are shown it. */
export interface SyncStatus {
  readonly source: 'git' | 'worktree' | 'folder';
  readonly branch: string | undefined;
  readonly state: SyncState;
  /** Commit that the registry holds. */
  readonly commit: string | undefined;
  /** When the registry was last known to hold what its source says. */
  readonly syncedAt: Date | undefined;
  /** When the last look at the source began that has ended, however it did; undefined where this process does not lead. */
  readonly lastHandledAt: Date | undefined;
  readonly error: string | undefined;
  /** Files of the catalog that name no entity. */
  readonly unreadable: readonly UnreadableFile[];
  /** True once there is a catalog to serve and this process has looked at its source. */
  readonly ready: boolean;
}
