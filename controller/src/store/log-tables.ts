import type { Kind } from '@souk/model/manifest/manifest.ts';
import type { Int8, Json } from './column-types.ts';

export type EntityChange = 'added' | 'modified' | 'removed';

/** Who did something: a person by what Git says of them, or the controller itself. */
export interface AuditActor {
  readonly name: string;
  readonly email?: string;
  readonly login?: string;
}

export interface LogHeadTable {
  log: 'event' | 'audit';
  /** Number of the newest row. */
  seq: Int8;
  hash: string;
}

export interface EventTable {
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

export interface AuditTable {
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

export interface AuditCheckpointTable {
  seq: Int8;
  hash: string;
  at: string;
  key_id: string;
  signature: string;
  anchored_as: string | null;
}
