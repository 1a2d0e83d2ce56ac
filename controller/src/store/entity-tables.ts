import type { Finding } from '@souk/model/finding/finding.ts';
import type { Kind } from '@souk/model/manifest/manifest.ts';
import type { SecurityScore } from '@souk/model/vetting/security-score.ts';
import type { Json } from './column-types.ts';
import type { Verdict } from './standing-tables.ts';

export type EntityState = 'ready' | 'stalled';
export type RiskTier = 'low' | 'medium' | 'high';
/** Facets of which an entity can have several values; the others are columns of the entity. */
export type ListFacet = 'tag' | 'scope' | 'compliance';

export interface RiskReason {
  readonly rule: string;
  readonly path: string;
  readonly text: string;
}

export interface Attachment {
  readonly path: string;
  /** Bytes. */
  readonly size?: number;
}

/** Values of the facets that an entity can have several of. */
export type ListFacets = Readonly<Record<ListFacet, readonly string[]>>;

export interface EntityTable {
  kind: Kind;
  id: string;
  path: string;
  /** Git's id of the file; absent for content that is not committed. */
  blob: string | null;
  /** SHA-256 of the content. */
  digest: string;
  /** Changes whenever anything in this row or its children would. */
  fingerprint: string;
  state: EntityState;
  /** The last good content. */
  manifest: Json<Record<string, unknown>> | null;
  name: string | null;
  summary: string | null;
  version: string | null;
  owner: string | null;
  domain: string | null;
  runtime: string | null;
  stage: string | null;
  risk: RiskTier | null;
  risk_reasons: Json<readonly RiskReason[]>;
  icon: string | null;
  attachments: Json<readonly Attachment[]>;
  facets: Json<ListFacets>;
  /** Words it is found by, beyond id, name, tags and summary. */
  search: string;
  /** Commit that the content was first seen in. */
  commit: string | null;
  updated_at: Date;
  /** Source that it came by from another catalog; null for what this catalog holds itself. */
  source_id: string | null;
}

export interface EntityVersionTable {
  kind: Kind;
  id: string;
  version: string;
  digest: string;
  commit: string | null;
  first_seen_at: Date;
  /** As it was accepted; null for versions from before manifests were kept. */
  manifest: Json<Record<string, unknown>> | null;
  path: string | null;
  /** Of the checks at the commit that brought it; written once, as are the findings and the score. */
  verdict: Verdict | null;
  findings: Json<readonly Finding[]> | null;
  risk: RiskTier | null;
  score: Json<SecurityScore> | null;
  vetted_at: Date | null;
}

export interface ReferenceTable {
  kind: Kind;
  id: string;
  pointer: string;
  relation: string;
  target_kinds: Kind[];
  target_id: string;
}

export interface TombstoneTable {
  kind: Kind;
  id: string;
  path: string;
  digest: string;
  manifest: Json<Record<string, unknown>> | null;
  commit: string | null;
  removed_at: Date;
  expires_at: Date;
}

export interface HeldRemovalTable {
  kind: Kind;
  id: string;
  /** Commit that first asked for it. */
  commit: string;
  held_at: Date;
}
