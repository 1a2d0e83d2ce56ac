import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import type { EntityChange } from '../store/log-tables.ts';

/** Something that happened, before it has its place in the log. */
export interface NewEvent {
  /** As subscriptions name it: `app.deprecated`, `installation.added`, `catalog.held`. */
  readonly type: string;
  /** What it is about; absent when it is about the catalog as a whole. */
  readonly entity?: EntityKey;
  /** Present exactly on the one event by which the change feed tells of an entity. */
  readonly change?: EntityChange;
  readonly commit?: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event in its place: numbers grow in the order in which events become visible. */
export interface LoggedEvent extends NewEvent {
  readonly seq: number;
  readonly revision: number;
  readonly at: Date;
}
