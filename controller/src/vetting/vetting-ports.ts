import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

/** What looking through entries needs of the controller. */
export interface VettingPorts {
  readonly store: Store;
  /** What the registry was last synced from; undefined before the first sync. */
  readonly currentSnapshot: () => CatalogSnapshot | undefined;
  /** The bytes of a file beside the catalog of a snapshot, such as one of the policies; undefined where there is none. */
  readonly readFile: (snapshot: CatalogSnapshot, path: string) => Promise<Uint8Array | undefined>;
  /** Tells everybody that events were appended. */
  readonly announce: () => Promise<void>;
  /** Absolute path of the folder of advisories. */
  readonly advisories: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Pick<Telemetry, 'failed'>;
  /** From 0 up to 1. */
  readonly random: () => number;
}
