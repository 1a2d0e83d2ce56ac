import type { Level, Location } from '@souk/model/finding/finding.ts';
import type { Kind } from '@souk/model/manifest/manifest.ts';
import type { ColumnType, Generated } from 'kysely';

/** The tables as the newest migration leaves them. Bulk writes go through `writeRows`, so JSON columns are read-only here. */
export interface Tables {
  entity: EntityTable;
  entity_version: EntityVersionTable;
  reference: ReferenceTable;
  finding: FindingTable;
  sync_cursor: SyncCursorTable;
}

export type EntityState = 'ready' | 'stalled';
export type SyncState = 'syncing' | 'synced' | 'failed';
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

/** A file of the catalog that names no entity, and why. */
export interface UnreadableFile {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
}

interface EntityTable {
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
}

interface EntityVersionTable {
  kind: Kind;
  id: string;
  version: string;
  digest: string;
  commit: string | null;
  first_seen_at: Date;
}

interface ReferenceTable {
  kind: Kind;
  id: string;
  pointer: string;
  relation: string;
  target_kinds: Kind[];
  target_id: string;
}

interface FindingTable {
  kind: Kind;
  id: string;
  ordinal: number;
  rule: string;
  level: Level;
  message: string;
  help: string;
  docs: string;
  location: Json<Location>;
  waived_by: string | null;
}

interface SyncCursorTable {
  singleton: Generated<boolean>;
  epoch: Generated<string>;
  revision: number;
  fingerprint: string | null;
  commit: string | null;
  state: SyncState;
  error: string | null;
  unreadable: ColumnType<readonly UnreadableFile[], string, string>;
  changed_at: ColumnType<Date | null, string, string>;
}

type Json<T> = ColumnType<T, never, never>;
