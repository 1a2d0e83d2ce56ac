import type { BillingProblem, Charge } from '@souk/model/billing/billing-inputs.ts';
import type { BudgetAlert, BudgetState } from '@souk/model/billing/judge-budget.ts';
import type { Statement } from '@souk/model/billing/statement.ts';
import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { Generated } from 'kysely';
import type { Int8, Json } from './column-types.ts';

/** Months are texts such as `2026-11-01`; read them with `to_char`, as drivers make times of another zone of them. */
type Month = string;

/** A time in which an installation was there, and whom it belonged to then. */
export interface InstallationPresenceTable {
  id: Generated<Int8>;
  installation_id: string;
  entry_kind: Entry['kind'];
  entry_id: string;
  version: string;
  phase: 'running' | 'suspended';
  team: string;
  environment: string;
  cost_center: string | null;
  charge: Charge;
  begun_at: Date;
  /** Null while it goes on. */
  ended_at: Date | null;
}

/** Issued statements, for good: the database refuses to change or delete one. */
export interface StatementTable {
  id: string;
  /** Counts all statements from 1, without gaps. */
  number: Int8;
  kind: Statement['kind'];
  subject: string;
  period: Month;
  revision: number;
  currency: string;
  /** Decimal numbers. */
  total: string;
  due: string;
  body: Json<Statement>;
  digest: string;
  issued_at: Date;
  reverses: string | null;
  replaces: string | null;
}

export interface BillingProblemTable {
  period: Month;
  code: BillingProblem['code'];
  detail: string;
  blocks: boolean;
  since: Date;
}

export interface BillingReissueTable {
  id: string;
  period: Month;
  revision: number;
  reason: string;
  done_at: Date;
}

export interface BudgetAlertTable {
  kind: 'Team' | 'Installation';
  id: string;
  period: Month;
  alert: BudgetAlert;
  /** As it stood then. */
  state: Json<BudgetState>;
  told_at: Date;
}

/** Files that were handed out, for good. */
export interface BillingExportTable {
  /** As it was written, such as `2026-11/allocation-2026-11-03.r2.csv`. */
  name: string;
  /** Without the revision. */
  base: string;
  revision: number;
  /** Stands for what it was made of: a file of the same is not written again. */
  basis: string;
  /** SHA-256, in hexadecimal digits. */
  digest: string;
  bytes: Int8;
  written_at: Date;
}

/** What a payment provider is told, once each. */
export interface PaymentEventTable {
  identifier: string;
  statement_id: string;
  cost_center: string;
  currency: string;
  /** What the statement asks for, or gives back, in whole minor units. */
  owed: string;
  /** Null as long as the settings name none. */
  customer: string | null;
  meter: string | null;
  /** What is told: whole minor units, never less than 0. */
  value: string | null;
  state: PaymentState;
  attempts: Generated<number>;
  /** Attempts that the provider failed at: the next is another request to it. */
  faults: Generated<number>;
  queued_at: Date;
  due_at: Date | null;
  /** When it happened, as the provider is told. */
  told_at: Date | null;
  /** First attempt that may have been taken without our knowing. */
  unsure_since: Date | null;
  sent_at: Date | null;
  error: string | null;
}

export type PaymentState =
  /** The settings name no customer for the cost center, or no meter for the currency. */
  | 'unmapped'
  | 'pending'
  | 'sent'
  /** There is nothing to tell: it lessens what is told next, or was seen to by hand. */
  | 'settled'
  /** The provider said no; somebody has to look. */
  | 'refused'
  /** Whether it was taken is not known, and it is too late to ask again; somebody has to look. */
  | 'unsure';
