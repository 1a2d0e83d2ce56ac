import type { Registry } from '../registry/registry.ts';
import type { SyncStatus } from '../store/sync-status.ts';

/** What the API needs of the rest of the controller. */
export interface ApiPorts {
  readonly registry: Registry;
  readonly status: () => SyncStatus;
  /** Makes the registry look at its source now. */
  readonly refresh: () => void;
}
