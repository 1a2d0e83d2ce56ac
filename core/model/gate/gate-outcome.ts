import type { ApprovalState, AutoApproval } from '../approval/approval-state.ts';
import type { Account } from '../approval/review.ts';
import type { EntityKey } from '../manifest/manifest.ts';
import type { Report } from '../report/report.ts';

/**
 * `ready` to merge; `waiting` for approvals; `blocked` by what the author has to mend; `fault` when a check could not
 * do its work, which is never the author's fault.
 */
export type GateState = 'ready' | 'waiting' | 'blocked' | 'fault';

/** The pull request that was judged. */
export interface JudgedPull {
  readonly number: number;
  /** Commit judged. */
  readonly head: string;
  /** Commit it is judged against: the tip of the branch it goes into. */
  readonly base: string;
  /** Name of that branch. */
  readonly into: string;
  readonly author: Account;
  readonly fromFork: boolean;
}

/** How long changes like this one took of late. */
export interface ExpectedWait {
  /** Place among the open pull requests that wait for the same roles, oldest first; 1 is next. */
  readonly position: number;
  readonly waiting: number;
  /** Median and ninth decile of hours from opening to merge of recent ones; undefined when there were too few. */
  readonly medianHours: number | undefined;
  readonly slowHours: number | undefined;
  /** Merges that the figures are taken from. */
  readonly sample: number;
}

/** Everything that is said about a pull request: what the comment, the check, the summary and the labels are made from. */
export interface GateOutcome {
  readonly state: GateState;
  readonly pull: JudgedPull;
  readonly report: Report;
  readonly approvals: ApprovalState;
  readonly autoApproval: AutoApproval;
  /** Entities of this change that also changed on the base since the change began: it must be brought up to date. */
  readonly meanwhile: readonly EntityKey[];
  /** Files that Git cannot merge by itself; then the report judges the change as if the base had not moved. */
  readonly conflicts: readonly string[];
  /** Changed files that belong to no entity. */
  readonly strayPaths: readonly string[];
  /** Why it is not merged though it may be: people leave it a draft, or put the label `hold` on it. */
  readonly held?: 'draft' | 'label';
  /** What could not be done on the side, such as handing results to code scanning. Plain sentences. */
  readonly notes: readonly string[];
  readonly wait?: ExpectedWait;
  /** Address of the portal, where the marketplace says one. */
  readonly portal?: string;
}
