import type { Clock } from '../clock.ts';
import type { Subscribe } from '../events/wake-ups.ts';
import type { Readiness } from '../health/assess-readiness.ts';
import type { Identity } from '../identity/open-identity.ts';
import type { LeaderStanding } from '../leadership/standing.ts';
import type { Metering } from '../metering/open-metering.ts';
import type { UsageReader } from '../metering/usage-reader.ts';
import type { Registry } from '../registry/registry.ts';
import type { Queryable } from '../store/store.ts';
import type { SyncStatus } from '../store/sync-status.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

/** How the source of the catalog answers, apart from what it says. */
export interface SourceStanding {
  /** Undefined while it has not been asked. */
  readonly reachable: boolean | undefined;
  /** Why not, or why its newest commit is not accepted; without credentials. */
  readonly error: string | undefined;
  /** The newest commit of the source, while something keeps the registry from taking it over. */
  readonly heldCommit: string | undefined;
}

/** Work that failed too often and waits for somebody to change what it is about. */
export interface ParkedWork {
  readonly key: string;
  readonly reason: string;
  readonly attempts: number;
  readonly since: Date;
}

/** What the API needs of the rest of the controller. */
export interface ApiPorts {
  readonly registry: Registry;
  readonly db: Queryable;
  readonly clock: Clock;
  readonly status: () => SyncStatus;
  readonly leader: () => LeaderStanding;
  readonly source: () => SourceStanding;
  /** Known to the leader only: undefined elsewhere. */
  readonly parkedWork: () => readonly ParkedWork[] | undefined;
  /** Asks the leader, wherever it is, to look at the source now. */
  readonly requestRefresh: () => Promise<void>;
  /** Calls back whenever there may be something new: in the log, in the store, or in what `registry` serves. */
  readonly subscribe: Subscribe;
  /**
   * Whether the commit that the registry holds has this one in its history; false when that can't be told. Only a
   * process that has the repository can tell.
   */
  readonly isAncestorOfApplied?: (commit: string) => Promise<boolean>;
  /** What GitHub signs its webhooks with; they are refused when undefined. */
  readonly webhookSecret: string | undefined;
  /** Gives out tokens of installations; undefined where none are. */
  readonly identity: Identity | undefined;
  /** Answers what was used. */
  readonly usage: UsageReader;
  /** Counts what installations use. */
  readonly metering: Metering;
  /** Tells the leader, wherever it is, that there is something to do. */
  readonly announce: () => Promise<void>;
  /** Why checkpoints of the audit log can not be anchored at the moment. */
  readonly anchorError: () => string | undefined;
  readonly readiness: () => Promise<Readiness>;
  /** All metrics in the text format of Prometheus. */
  readonly renderMetrics: () => Promise<string>;
  readonly telemetry: Telemetry;
}
