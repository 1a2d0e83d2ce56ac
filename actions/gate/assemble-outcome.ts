import type { ApprovalSettings } from '@souk/model/approval/approval-settings.ts';
import { assembleRequirements } from '@souk/model/approval/assemble-requirements.ts';
import { decideAutoApproval } from '@souk/model/approval/decide-auto-approval.ts';
import { evaluateApprovals } from '@souk/model/approval/evaluate-approvals.ts';
import { readMembership } from '@souk/model/approval/read-membership.ts';
import type { Account, Review } from '@souk/model/approval/review.ts';
import { decideGate } from '@souk/model/gate/decide-gate.ts';
import type { GateOutcome, JudgedPull } from '@souk/model/gate/gate-outcome.ts';
import type { PullJudgement } from './judge-pull.ts';

export interface OutcomeSources {
  readonly pull: JudgedPull;
  readonly draft: boolean;
  readonly judgement: PullJudgement;
  /** Oldest first. */
  readonly reviews: readonly Review[];
  /** Who opened the pull request, and everybody who wrote a commit of it. */
  readonly authors: readonly Account[];
  /** False when it is not known who wrote all of its commits. */
  readonly authorsComplete: boolean;
  /** Of the base. */
  readonly settings: ApprovalSettings;
}

/** Puts together what is said about a pull request, from values alone. */
export function assembleOutcome(sources: OutcomeSources): GateOutcome {
  const { pull, draft, judgement, reviews, authors, authorsComplete, settings } = sources;
  const { report, context, strayPaths, meanwhile, conflicts } = judgement;
  const { changes, base } = context;
  const requirements = assembleRequirements({
    ...{ required: report.approvals.required, changes, base, author: pull.author, strayPaths, settings },
  });
  const { teamsOf } = readMembership(base);
  const approvals = evaluateApprovals({
    ...{ requirements, reviews, head: pull.head, authors, settings, teamsOf },
  });
  const { vetoes } = approvals;
  const portal = base.manifestsOf('Marketplace')[0]?.url;
  const obstacles = { meanwhile, conflicts };
  const state = decideGate({ verdict: report.verdict, approvals, ...obstacles });
  return {
    // Somebody whose commit is not known of might be among those who approved.
    state: state === 'ready' && !authorsComplete ? 'blocked' : state,
    ...{ pull, report, approvals, strayPaths, ...obstacles },
    autoApproval: decideAutoApproval({ report, requirements, vetoes, strayPaths, draft, ...obstacles }),
    notes: authorsComplete ? [] : [tooManyCommits],
    ...(portal === undefined ? {} : { portal }),
  };
}

const tooManyCommits =
  'It has more than 250 commits, and GitHub does not tell who wrote the others. Squash them into fewer, so that nobody approves a change of their own.';
