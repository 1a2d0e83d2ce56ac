import type { InstallationState } from '@souk/model/installation/installation-state.ts';
import type { DriverName, Instance } from '@souk/model/installation/instance.ts';
import type { Trigger } from '@souk/model/lifecycle/deadline.ts';
import type { Entry, Kind } from '@souk/model/manifest/manifest.ts';
import type { Generated } from 'kysely';
import type { Json } from './column-types.ts';

export interface InstallationStateTable {
  installation_id: string;
  driver: DriverName;
  first_seen_at: Date;
  entry_kind: Entry['kind'];
  entry_id: string;
  phase: InstallationState['phase'];
  version: string | null;
  settings: string | null;
  agreed: Json<readonly string[]>;
  health: Generated<InstallationState['health']>;
  health_since: Date;
  health_message: string | null;
  last_healthy: string | null;
  rejected: Json<readonly string[]>;
  drift: Json<readonly string[]>;
  /** What was begun and is not known to have ended. */
  doing: 'apply' | 'remove' | null;
  doing_since: Date | null;
  /** As the driver was given it last. */
  instance: Json<Instance> | null;
  attempts: Generated<number>;
  due_at: Date | null;
  /** Why the last attempt failed; null once one went well. */
  error: string | null;
  /** Why it is not what its file says, though nothing failed. */
  blocked: string | null;
  awaiting: Json<AwaitedConsent> | null;
}

/** A version that may do more than the team has agreed to. */
export interface AwaitedConsent {
  readonly version: string;
  readonly grants: readonly string[];
}

/** A step that was done about a case; `at` in ISO 8601. */
export interface StoredStep {
  readonly type: 'notice' | 'action';
  readonly action?: string;
  readonly at: string;
}

export interface LifecycleCaseTable {
  kind: Kind;
  id: string;
  trigger: Trigger;
  since: Date;
  due_at: Date;
  /** What is done once it is due, the first first. */
  actions: Json<readonly { readonly action: string; readonly graceDays: number }[]>;
  done: Json<readonly StoredStep[]>;
  /** Null when all is done. */
  next_due_at: Date | null;
  /** Why the next step is not taken though it is due. */
  held: string | null;
}

export interface NoticeTable {
  kind: Kind;
  id: string;
  /** A deadline, or a budget. */
  trigger: Trigger | 'budget';
  /** Counts from 1. */
  number: number;
  channel: 'issue' | 'email';
  content: Json<NoticeContent>;
  state: 'pending' | 'sent';
  attempts: Generated<number>;
  due_at: Date | null;
  sent_at: Date | null;
  error: string | null;
}

/** What is said, and to whom. */
export interface NoticeContent {
  readonly teams: readonly string[];
  readonly emails: readonly string[];
  /** File of what it is about; absent in notices that an older version wrote. */
  readonly path?: string;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
}
