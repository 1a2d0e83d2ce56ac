import type { EntityKey } from '../manifest/manifest.ts';

/** An event as it is told to the outside. */
export interface WebhookEvent {
  readonly seq: number;
  /** As subscriptions name it, such as `app.deprecated`. */
  readonly type: string;
  /** Absent when it is about the catalog as a whole. */
  readonly entity?: EntityKey | undefined;
  readonly change?: 'added' | 'modified' | 'removed' | undefined;
  readonly commit?: string | undefined;
  readonly revision: number;
  readonly at: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Where events come from, as receivers tell one controller from another. */
export interface EventOrigin {
  /** Tells a database from one that was made anew. */
  readonly epoch: string;
  /** Address that people reach the controller at. */
  readonly publicUrl: string | undefined;
}
