import type { SubjectCount } from '@souk/model/metering/subject-sample.ts';

/** What an installation used and cost on a day, by metric. Amounts are decimal texts. */
export interface AllocationRow {
  /** `2026-11-03`, in UTC. */
  readonly day: string;
  readonly costCenter: string;
  readonly team: string | null;
  readonly environment: string | null;
  readonly app: string | null;
  readonly installation: string | null;
  /** Null for what is of no metric, such as a fee. */
  readonly metric: string | null;
  /** Undefined for what costs without being used. */
  readonly usage: AllocatedUsage | undefined;
  /** Undefined for what is used and costs nothing. */
  readonly cost: AllocatedCost | undefined;
}

export interface AllocatedUsage {
  /** Sum of the values of the day, in base units: a decimal text. */
  readonly quantity: string;
  /** `count`, `seconds`, `bytes`, or a word of the price book's own. */
  readonly unit: string;
  readonly events: string;
  readonly subjects: SubjectCount | undefined;
}

export interface AllocatedCost {
  readonly amount: string;
  /** The part of it that is charged and not only shown. */
  readonly due: string;
  readonly currency: string;
  /** Whether the month is closed; else the amounts change as long as it is open. */
  readonly isFinal: boolean;
}

/** What days of one month cost, by day. */
export interface AllocationPeriod {
  /** `2026-11` */
  readonly month: string;
  /** Milliseconds since 1970, half open, on full days. */
  readonly from: number;
  readonly to: number;
}
