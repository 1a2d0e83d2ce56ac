import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import type { MetricTerms } from '@souk/model/metering/metric-terms.ts';

/** To whom it is counted what an installation uses, and what it may meter. */
export interface MeteredInstallation {
  readonly id: string;
  readonly entry: EntityKey;
  readonly version: string;
  readonly team: string;
  readonly environment: string;
  /** Null where neither the installation nor its team names one. */
  readonly costCenter: string | null;
  /** By name. */
  readonly metrics: ReadonlyMap<string, MetricTerms>;
}
