import type { ApprovalSettings } from '@souk/model/approval/approval-settings.ts';
import { assembleRequirements } from '@souk/model/approval/assemble-requirements.ts';
import { decideAutoApproval } from '@souk/model/approval/decide-auto-approval.ts';
import { evaluateApprovals } from '@souk/model/approval/evaluate-approvals.ts';
import { readMembership } from '@souk/model/approval/read-membership.ts';
import type { Account, Review } from '@souk/model/approval/review.ts';
import { marketplaceOf } from '@souk/model/catalog/marketplace-of.ts';
import { decideGate } from '@souk/model/gate/decide-gate.ts';
import type { GateOutcome, JudgedPull } from '@souk/model/gate/gate-outcome.ts';
import type { PullJudgement } from './judge-pull.ts';

export interface OutcomeSources {
  readonly pull: JudgedPull;
  readonly held: GateOutcome['held'];
  readonly judgement: PullJudgement;
  /** Oldest first. */
  readonly reviews: readonly Review[];
  /** Who opened the pull request, and everybody who wrote a commit of it. */
  readonly authors: readonly Account[];
  /** Why it is not known whose change it is; undefined when it is. */
  readonly unknownAuthors: string | undefined;
  /** Of the base. */
  readonly settings: ApprovalSettings;
}

/** Puts together what is said about a pull request, from values alone. */
export function assembleOutcome(sources: OutcomeSources): GateOutcome {
  const { pull, held, judgement, reviews, authors, unknownAuthors, settings } = sources;
  const { report, context, changedPaths, strayPaths, meanwhile, conflicts } = judgement;
  const { changes, base } = context;
  const requirements = assembleRequirements({
    ...{ required: report.approvals.required, changes, base, author: pull.author },
    ...{ changedPaths, strayPaths, settings },
  });
  const { teamsOf } = readMembership(base);
  const approvals = evaluateApprovals({
    ...{ requirements, reviews, head: pull.head, authors, settings, teamsOf },
  });
  const { vetoes } = approvals;
  const portal = marketplaceOf(base)?.url;
  const obstacles = { meanwhile, conflicts };
  const state = decideGate({ verdict: report.verdict, approvals, ...obstacles });
  return {
    // Whoever made the change might be among those who approved.
    state: state === 'fault' || unknownAuthors === undefined ? state : 'blocked',
    ...{ pull, report, approvals, strayPaths, ...obstacles },
    autoApproval: decideAutoApproval({
      report,
      requirements,
      vetoes,
      strayPaths,
      draft: held === 'draft',
      ...obstacles,
    }),
    notes: unknownAuthors === undefined ? [] : [unknownAuthors],
    ...(held === undefined ? {} : { held }),
    ...(portal === undefined ? {} : { portal }),
  };
}
