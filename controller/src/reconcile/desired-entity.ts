import type { Reference } from '@souk/model/catalog/references.ts';
import type { Finding } from '@souk/model/finding/finding.ts';
import type { EntityKey, Manifest } from '@souk/model/manifest/manifest.ts';
import type { Attachment, ListFacets, RiskReason, RiskTier } from '../store/entity-tables.ts';

/** One entity as the registry should hold it. */
export interface DesiredEntity {
  readonly key: EntityKey;
  readonly path: string;
  readonly blob: string | undefined;
  /** Equal fingerprints mean that nothing has to be written. */
  readonly fingerprint: string;
  /** Whether what is shown is what the file says now: a broken file leaves its last good content. */
  readonly standing: Standing;
  /** Absent when the file has never satisfied its schema. */
  readonly content: EntityContent | undefined;
  readonly findings: readonly Finding[];
  readonly attachments: readonly Attachment[];
}

/** `broken`: the file can not be used; `held`: the file is gone, and nobody has approved that yet. */
export type Standing = 'sound' | 'broken' | 'held';

export interface EntityContent extends EntityFields {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest. */
  readonly digest: string;
  readonly risk: RiskTier | undefined;
  readonly riskReasons: readonly RiskReason[];
  readonly references: readonly Reference[];
}

/** What lists, facets and search show of a manifest, whatever its kind. */
export interface EntityFields {
  readonly name: string | undefined;
  readonly summary: string | undefined;
  readonly version: string | undefined;
  /** Team that answers for it. */
  readonly owner: string | undefined;
  readonly domain: string | undefined;
  readonly runtime: string | undefined;
  readonly stage: string | undefined;
  readonly icon: string | undefined;
  readonly facets: ListFacets;
  /** Words it is found by, beyond id, name, tags and summary. */
  readonly search: string;
}
