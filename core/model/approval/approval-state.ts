import type { Holder } from './approval-settings.ts';
import type { Account, Review } from './review.ts';

/** Approvals that a change needs from a role, or from the team that owns what it changes. */
export interface Requirement {
  /** Id of a role, or `owner:<team>`. */
  readonly role: string;
  readonly count: number;
  readonly reason: string;
  readonly holders: readonly Holder[];
  /** `organisation/team`, asked for reviews. */
  readonly githubTeam?: string;
  /** Whether people of a team of the author do not count. */
  readonly independent: boolean;
}

export interface ChecklistItem extends Requirement {
  /** Whose approvals count for it. */
  readonly approvedBy: readonly Account[];
  /** Approvals still to come. */
  readonly missing: number;
  /** Logins of those who can still give one; empty when nobody can, which only settings can mend. */
  readonly canApprove: readonly string[];
}

/** Why a review does not count. */
export type IgnoredBecause = 'stale' | 'author' | 'no-role' | 'team-of-author' | 'not-needed';

export interface IgnoredReview {
  readonly review: Review;
  readonly because: IgnoredBecause;
}

export interface ApprovalState {
  /** True when nothing is missing and nobody vetoes. */
  readonly satisfied: boolean;
  readonly checklist: readonly ChecklistItem[];
  /** Changes requested by holders of roles that may veto, and not taken back. */
  readonly vetoes: readonly { readonly by: Account; readonly role: string }[];
  /** Approvals that do not count, for explaining why. */
  readonly ignored: readonly IgnoredReview[];
}

/** Whether green checks alone let a change in, decided on the parsed change. */
export interface AutoApproval {
  readonly allowed: boolean;
  /** Why not, or on what grounds. Plain sentences. */
  readonly reasons: readonly string[];
}
