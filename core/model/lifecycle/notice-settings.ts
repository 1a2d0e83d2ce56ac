/** How people are told of what will happen. */
export interface NoticeSettings {
  /** Whole days before a deadline, the longest first. */
  readonly daysBefore: readonly number[];
  /** With so many days left or fewer, whoever stands in for the owner is told too. */
  readonly escalateDays: number;
  /** Days that have to pass between two notices, and after the last one: shorter where there are fewer days in all. */
  readonly leastDays: number;
}

/** Notices without which nothing is ever done. */
export const LEAST_NOTICES = 2;
