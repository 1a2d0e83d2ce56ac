import type { Generated } from 'kysely';
import type {
  BillingExportTable,
  BillingProblemTable,
  BillingReissueTable,
  BudgetAlertTable,
  InstallationPresenceTable,
  PaymentEventTable,
  StatementTable,
} from './billing-tables.ts';
import type { Int8 } from './column-types.ts';
import type {
  EntityTable,
  EntityVersionTable,
  HeldRemovalTable,
  ReferenceTable,
  TombstoneTable,
} from './entity-tables.ts';
import type { RevokedPrincipalTable, TokenKeyTable } from './identity-tables.ts';
import type { InstallationStateTable, LifecycleCaseTable, NoticeTable } from './installation-tables.ts';
import type { AuditCheckpointTable, AuditTable, EventTable, LogHeadTable } from './log-tables.ts';
import type {
  BillingPeriodTable,
  UsageConflictTable,
  UsageCopyTable,
  UsageDayTable,
  UsageDimensionTable,
  UsageEventTable,
  UsageGapTable,
  UsageHourTable,
  UsageSeenTable,
  UsageSubjectLevelTable,
  UsageSubjectTable,
} from './metering-tables.ts';
import type {
  DeliveryAttemptTable,
  DeliveryTable,
  PublicationTable,
  SubscriptionStateTable,
} from './outgoing-tables.ts';
import type {
  AppliedCommitTable,
  SourceCursorTable,
  SourceHeldRemovalTable,
  SyncCursorTable,
} from './source-tables.ts';
import type { ConditionTable, FindingTable, VettingTable } from './standing-tables.ts';

/** The tables as the newest migration leaves them. */
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
  scheduled_run: ScheduledRunTable;
  log_head: LogHeadTable;
  event: EventTable;
  audit: AuditTable;
  audit_checkpoint: AuditCheckpointTable;
  subscription_state: SubscriptionStateTable;
  delivery: DeliveryTable;
  delivery_attempt: DeliveryAttemptTable;
  publication: PublicationTable;
  source_cursor: SourceCursorTable;
  source_held_removal: SourceHeldRemovalTable;
  installation_state: InstallationStateTable;
  lifecycle_case: LifecycleCaseTable;
  notice: NoticeTable;
  token_key: TokenKeyTable;
  revoked_principal: RevokedPrincipalTable;
  usage_dimension: UsageDimensionTable;
  usage_seen: UsageSeenTable;
  usage_event: UsageEventTable;
  usage_hour: UsageHourTable;
  usage_day: UsageDayTable;
  usage_subject: UsageSubjectTable;
  usage_subject_level: UsageSubjectLevelTable;
  usage_conflict: UsageConflictTable;
  usage_gap: UsageGapTable;
  usage_copy: UsageCopyTable;
  billing_period: BillingPeriodTable;
  installation_presence: InstallationPresenceTable;
  statement: StatementTable;
  billing_problem: BillingProblemTable;
  billing_reissue: BillingReissueTable;
  budget_alert: BudgetAlertTable;
  billing_export: BillingExportTable;
  payment_event: PaymentEventTable;
}

interface LeadershipTable {
  singleton: Generated<boolean>;
  /** Counts the terms: who writes with an older one has been replaced. */
  token: Int8;
  holder: string | null;
  since: Date | null;
}

/** What is done at certain times, and when it came to its end last. */
export interface ScheduledRunTable {
  name: 'rescan' | 'lifecycle' | 'drift';
  ended_at: Date;
}
