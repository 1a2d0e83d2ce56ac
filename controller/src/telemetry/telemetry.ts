import type { Tracing } from './tracing.ts';

/** What rooms tell of their work. Nothing here throws, waits or knows who listens. */
export interface Telemetry {
  readonly tracing: Tracing;
  syncEnded(sync: EndedSync): void;
  /** A transaction that wrote something has been committed. */
  wrote(rows: number): void;
  failed(reason: FailureReason): void;
  requestEnded(request: EndedRequest): void;
  deliveryEnded(delivery: { readonly outcome: DeliveryOutcome; readonly seconds: number }): void;
  publicationEnded(outcome: PublicationOutcome): void;
  /** So many events of usage came to the same end. */
  usageCounted(status: UsageStatus, events: number): void;
  /** Reads these each time that metrics are collected, from now on. */
  observe(readings: Partial<Readings>): void;
}

export interface EndedSync {
  readonly outcome: 'synced' | 'held' | 'refused' | 'failed';
  readonly seconds: number;
  /** Entities added, changed or removed. */
  readonly changed: number;
  /** From the wake-up that noticed a new state of the source until it could be seen; absent where it was none. */
  readonly lagSeconds?: number;
}

export interface EndedRequest {
  readonly method: string;
  /** Pattern of the route, such as `/api/v1/entities/:kind/:id`; undefined where none fits the address. */
  readonly route: string | undefined;
  readonly status: number;
  readonly seconds: number;
}

export type FailureReason =
  /** A sync did not do its work, or entities could not be judged again, whatever kept it from it. */
  | 'sync'
  /** An attempt to deliver a message did. */
  | 'webhook'
  | 'federation'
  | 'oci'
  | 'vetting'
  | 'rescan'
  /** An installation could not be made what it should be by a fault of ours. */
  | 'provision'
  /** A deadline could not be followed up, or people could not be told of it. */
  | 'lifecycle'
  /** A month could not be closed though it is time, or something of it could not be handed on. */
  | 'billing'
  /** A commit status could not be set, or was refused. */
  | 'github'
  /** A checkpoint of the audit log could not be written or anchored. */
  | 'audit';

export type DeliveryOutcome = 'delivered' | 'retry' | 'gone' | 'refused' | 'dead';
export type UsageStatus = 'accepted' | 'duplicate' | 'conflict' | 'rejected';
export type PublicationOutcome = 'published' | 'retry' | 'failed';
export type Lane = 'change' | 'background';

/** What is read off the other rooms when somebody looks. */
export interface Readings {
  readonly leading: () => boolean;
  readonly syncedAt: () => Date | undefined;
  readonly queue: () => readonly LaneReading[];
  readonly parked: () => number;
  readonly vettingBacklog: () => number;
  readonly entities: () => EntityCounts;
  readonly heldRequests: () => number;
  readonly usageWaiting: () => number;
  readonly monthsOverdue: () => number;
  readonly paymentsOpen: () => number;
}

export interface LaneReading {
  readonly lane: Lane;
  readonly depth: number;
  /** Zero when the lane is empty. */
  readonly oldestSeconds: number;
}

export interface EntityCounts {
  readonly byKind: Readonly<Record<string, number>>;
  readonly stalled: number;
}
