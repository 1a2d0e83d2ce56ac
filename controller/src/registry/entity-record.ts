import type { Kind } from '@souk/model/manifest/manifest.ts';
import type { EntityState, RiskTier } from '../store/entity-tables.ts';

/** One entity as lists show it. */
export interface EntityRecord {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string | undefined;
  readonly summary: string | undefined;
  readonly version: string | undefined;
  readonly owner: string | undefined;
  readonly domain: string | undefined;
  readonly tags: readonly string[];
  readonly stage: string | undefined;
  readonly runtime: string | undefined;
  readonly risk: RiskTier | undefined;
  readonly compliance: readonly string[];
  readonly scopes: readonly string[];
  readonly icon: string | undefined;
  readonly path: string;
  readonly state: EntityState;
  readonly updatedAt: Date;
  /** Source that it came by from another catalog. */
  readonly sourceId?: string | undefined;
}
