import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { CatalogJudge } from '../reconcile/catalog-judge.ts';
import type { CatalogSource } from '../reconcile/catalog-source.ts';
import type { StoreLocation } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import type { StartedTelemetry, TelemetryOptions } from '../telemetry/start-telemetry.ts';

/** What a controller needs of the world. */
export interface ControllerPorts {
  readonly openSource: (config: Config) => Promise<CatalogSource>;
  readonly openStore: (location: StoreLocation) => Promise<Store>;
  readonly startTelemetry: (options: TelemetryOptions) => Promise<StartedTelemetry>;
  /** @param traceId of what is going on, for the lines that tell of it */
  readonly createLogger: (traceId: () => string | undefined) => Logger;
  readonly judge: CatalogJudge;
  readonly clock: Clock;
  /** From 0 up to but not including 1, for jitter. */
  readonly random: () => number;
  /** Folder of the built portal. */
  readonly portalDir: string;
}
