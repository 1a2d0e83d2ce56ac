import type { Kind } from '@souk/model/manifest/manifest.ts';
import type { Generated } from 'kysely';
import type { Int8, Json } from './column-types.ts';

export type DeliveryState = 'pending' | 'delivered' | 'dead';
export type PublicationState = 'pending' | 'published' | 'failed';

/** What was attached to a published version. */
export interface PublishedReferrer {
  readonly artifactType: string;
  readonly digest: string;
}

export interface SubscriptionStateTable {
  subscription_id: string;
  /** Events up to this one have become deliveries. */
  seq: Int8;
  failing_since: Date | null;
  disabled_at: Date | null;
  reason: string | null;
}

export interface DeliveryTable {
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

export interface DeliveryAttemptTable {
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

export interface PublicationTable {
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
