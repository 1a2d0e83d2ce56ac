import type { Finding, Level, Location } from '@souk/model/finding/finding.ts';
import type { Kind } from '@souk/model/manifest/manifest.ts';
import type { SecurityScore } from '@souk/model/vetting/security-score.ts';
import type { ColumnType, Generated } from 'kysely';

/** The tables as the newest migration leaves them. Bulk writes go through `writeRows`, so JSON columns are read-only here. */
export interface Tables {
  entity: EntityTable;
  entity_version: EntityVersionTable;
  reference: ReferenceTable;
  finding: FindingTable;
  sync_cursor: SyncCursorTable;
  condition: ConditionTable;
  vetting: VettingTable;
  tombstone: TombstoneTable;
  held_removal: HeldRemovalTable;
  applied_commit: AppliedCommitTable;
  leadership: LeadershipTable;
  log_head: LogHeadTable;
  event: EventTable;
  audit: AuditTable;
  audit_checkpoint: AuditCheckpointTable;
  subscription_state: SubscriptionStateTable;
  delivery: DeliveryTable;
  delivery_attempt: DeliveryAttemptTable;
  publication: PublicationTable;
  source_cursor: SourceCursorTable;
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
  /** Counts from 1; absent when it is about the whole file. */
  readonly line?: number;
}

export type Verdict = 'pass' | 'fail' | 'error';
export type FindingOrigin = 'check' | 'vetting';
export type ConditionStatus = 'True' | 'False' | 'Unknown';
/**
 * - `Accepted`: the file on the branch is what the registry holds
 * - `Compliant`: the checks and policies have nothing to deny
 * - `Vetted`: the entry was looked through and nothing was found to deny
 * - `Published`: its version lies in the OCI registry
 */
export type ConditionType = 'Accepted' | 'Compliant' | 'Vetted' | 'Published';
export type EntityChange = 'added' | 'modified' | 'removed';
export type DeliveryState = 'pending' | 'delivered' | 'dead';
export type PublicationState = 'pending' | 'published' | 'failed';

/** Who did something: a person by what Git says of them, or the controller itself. */
export interface AuditActor {
  readonly name: string;
  readonly email?: string;
  readonly login?: string;
}

/** What was attached to a published version. */
export interface PublishedReferrer {
  readonly artifactType: string;
  readonly digest: string;
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
  /** Source that it came by from another catalog; null for what this catalog holds itself. */
  source_id: string | null;
}

interface EntityVersionTable {
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
  /** Who found it: the checks of a sync, or the vetting that follows it. */
  origin: Generated<FindingOrigin>;
}

/** One aspect of how an entity stands, as in Kubernetes: `changed_at` moves with `status` alone. */
interface ConditionTable {
  kind: Kind;
  id: string;
  type: ConditionType;
  status: ConditionStatus;
  reason: string;
  message: string;
  location: Json<Location> | null;
  observed_commit: string | null;
  changed_at: Date;
}

/** The last time an entry was looked through, and by what. */
interface VettingTable {
  kind: Kind;
  id: string;
  /** Digest of all that the result depends on but the advisories: what is unchanged is not looked through again. */
  input: string;
  verdict: Verdict;
  score: Json<SecurityScore> | null;
  /** Which advisories it was held against. */
  advisories: string | null;
  vetted_at: Date;
}

interface TombstoneTable {
  kind: Kind;
  id: string;
  path: string;
  digest: string;
  manifest: Json<Record<string, unknown>> | null;
  commit: string | null;
  removed_at: Date;
  expires_at: Date;
}

interface HeldRemovalTable {
  kind: Kind;
  id: string;
  /** Commit that first asked for it. */
  commit: string;
  held_at: Date;
}

/** Every commit that the registry has gone through, with the revision that first held it. */
interface AppliedCommitTable {
  commit: string;
  revision: number;
  applied_at: Date;
  /** When the Git host was told of it; null while it was not. */
  status_posted_at: Date | null;
}

interface LeadershipTable {
  singleton: Generated<boolean>;
  /** Counts the terms: who writes with an older one has been replaced. */
  token: Int8;
  holder: string | null;
  since: Date | null;
}

interface LogHeadTable {
  log: 'event' | 'audit';
  /** Number of the newest row. */
  seq: Int8;
  hash: string;
}

interface EventTable {
  seq: Int8;
  type: string;
  kind: Kind | null;
  id: string | null;
  /** What it means for the registry; null for an event that changes no entity. */
  change: EntityChange | null;
  commit: string | null;
  revision: number;
  at: Date;
  data: Json<Record<string, unknown>>;
}

interface AuditTable {
  seq: Int8;
  /** RFC 3339, as it was hashed. */
  at: string;
  actor: Json<AuditActor>;
  action: string;
  subject: string;
  commit: string | null;
  detail: Json<Record<string, unknown>>;
  /** Hash of the row before. */
  previous: string;
  hash: string;
}

interface AuditCheckpointTable {
  seq: Int8;
  hash: string;
  at: string;
  key_id: string;
  signature: string;
  anchored_as: string | null;
}

interface SubscriptionStateTable {
  subscription_id: string;
  /** Events up to this one have become deliveries. */
  seq: Int8;
  failing_since: Date | null;
  disabled_at: Date | null;
  reason: string | null;
}

interface DeliveryTable {
  /** The `webhook-id`: the same for every attempt. */
  delivery_id: string;
  subscription_id: string;
  seq: Int8;
  event_type: string;
  /** Deliveries of one subscription about one subject go out in order. */
  subject: string;
  /** Empty, or what tells one replay from another. */
  replay: Generated<string>;
  state: DeliveryState;
  attempts: Generated<number>;
  due_at: Date | null;
  leased_until: Date | null;
  settled_at: Date | null;
}

interface DeliveryAttemptTable {
  delivery_id: string;
  attempt: number;
  at: Date;
  duration_ms: number;
  outcome: string;
  status: number | null;
  error: string | null;
  /** The first bytes of what came back. */
  response: string | null;
}

interface PublicationTable {
  kind: Kind;
  id: string;
  version: string;
  state: PublicationState;
  /** Where it lies, such as `registry.example.com/souk/app/crm:1.2.0`. */
  reference: string | null;
  digest: string | null;
  referrers: Json<readonly PublishedReferrer[]>;
  attempts: Generated<number>;
  due_at: Date | null;
  error: string | null;
  published_at: Date | null;
}

interface SourceCursorTable {
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
/** PostgreSQL gives 64-bit numbers as text, the embedded database as numbers: read them with `Number`. */
type Int8 = ColumnType<string | number, number | string, number | string>;
