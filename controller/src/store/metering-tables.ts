import type { Entry } from '@souk/model/manifest/manifest.ts';
import type { Generated } from 'kysely';
import type { Int8, Json } from './column-types.ts';

/** Months are texts such as `2026-11-01`; read them with `to_char`, as drivers make times of another zone of them. */
type Month = string;
/** The transaction that changed it last: its id, which never comes again. */
type Changed = Generated<Int8>;

/** To whom something is counted, as it was known when it came. */
export interface UsageDimensionTable {
  id: Generated<Int8>;
  /** Of all other columns. */
  digest: string;
  installation_id: string;
  entry_kind: Entry['kind'];
  entry_id: string;
  version: string;
  team: string;
  environment: string;
  cost_center: string | null;
  /** Those of the event. */
  tags: Json<Readonly<Record<string, string>>>;
}

/** Every event that ever came, for good. */
export interface UsageSeenTable {
  installation_id: string;
  event_id: string;
  digest: Uint8Array;
  received_at: Date;
}

/** In partitions by the month of `received_at`, which are dropped one day. */
export interface UsageEventTable {
  received_at: Date;
  installation_id: string;
  event_id: string;
  dimension_id: Int8;
  metric: string;
  /** What the value is kept in: `count`, `seconds`, `bytes`, or a word of the price book's own. */
  unit: string;
  /** Decimal number. */
  value: string;
  at: Date;
  sequence: string | null;
  subject: string | null;
  /** Month of `at`. */
  period: Month;
  /** Month that it is billed with: a later one when its own was closed. */
  billed_period: Month;
}

/** What came of a metric in an hour (or a day) of UTC, whatever of it somebody may want to know. */
interface RollupTable {
  dimension_id: Int8;
  metric: string;
  unit: string;
  billed_period: Month;
  events: Int8;
  /** Decimal number, as `max` and `last`. */
  sum: string;
  max: string;
  /** Value of the event with the latest time, and of those the largest id. */
  last: string;
  last_at: Date;
  last_id: string;
  changed: Changed;
}

export interface UsageHourTable extends RollupTable {
  hour: Date;
}

export interface UsageDayTable extends RollupTable {
  day: Date;
}

/** Subjects that are told apart: all of a month, or those with as many leading zeros as its level says. */
export interface UsageSubjectTable {
  installation_id: string;
  metric: string;
  period: Month;
  subject_hash: Uint8Array;
  /** Bits at the beginning of the hash that are 0. */
  zeros: number;
  /** Where it was first seen, which is where it counts. */
  first_at: Date;
  dimension_id: Int8;
  billed_period: Month;
  changed: Changed;
}

export interface UsageSubjectLevelTable {
  installation_id: string;
  metric: string;
  period: Month;
  level: Generated<number>;
  kept: Generated<number>;
  /** When its level did. */
  changed: Changed;
}

/** Events that came with the id of another. */
export interface UsageConflictTable {
  installation_id: string;
  event_id: string;
  digest: Uint8Array;
  payload: Json<object>;
  received_at: Date;
}

/** Numbers that a sender counts its events by. */
export interface UsageGapTable {
  installation_id: string;
  metric: string;
  lowest: string;
  highest: string;
  events: Int8;
}

export interface BillingPeriodTable {
  period: Month;
  state: Generated<'open' | 'closed'>;
  cutoff_at: Date | null;
  closed_at: Date | null;
}

/** The copy in ClickHouse that belongs to this database; no row while there is none. */
export interface UsageCopyTable {
  singleton: Generated<boolean>;
  generation: string;
  /** Of the last that was begun. */
  round: Int8;
  settled: boolean;
  /** When the database was, as the round began. */
  server_started: Date;
  /** The transaction that wrote this row. */
  written_by: Int8;
}
