import type { PullRequest } from '@souk/github/read-pull-request.ts';
import type { ApprovalSettings } from '@souk/model/approval/approval-settings.ts';
import { readApprovalSettings } from '@souk/model/approval/read-approval-settings.ts';
import type { Review } from '@souk/model/approval/review.ts';
import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { mergeFindings } from '@souk/model/report/merge-findings.ts';
import type { Report } from '@souk/model/report/report.ts';
import { HOLD_LABEL } from '../feedback/labels.ts';
import { assembleOutcome } from './assemble-outcome.ts';
import { judgePull } from './judge-pull.ts';
import type { Gate } from './open-gate.ts';
import { readPullFacts } from './read-pull-facts.ts';

export interface JudgedHead {
  readonly outcome: GateOutcome;
  readonly reviews: readonly Review[];
  readonly settings: ApprovalSettings;
  readonly merged: string | undefined;
  /** Text of a file that a finding is about. */
  readonly textOf: (path: string) => string;
}

export interface HeadSources {
  /** Commit that the change goes onto; it has to be here already. */
  readonly base: string;
  /** The head, once it is here. */
  readonly fetched: Promise<string>;
  /** Reports that other jobs made of it. */
  readonly reports: readonly Report[];
}

/**
 * Judges what merging the head of a pull request would make of the catalog, and counts the approvals.
 *
 * @returns undefined when the head is not what the pull request was said to have: it has moved
 * @throws {GitError}
 * @throws {GitHubError}
 */
export async function judgeHead(
  gate: Gate,
  pull: PullRequest,
  { base, fetched, reports }: HeadSources,
): Promise<JudgedHead | undefined> {
  const facts = readPullFacts(gate, pull);
  facts.catch(() => undefined);
  const { number, fromFork } = pull;
  const head = await fetched;
  if (head !== pull.head.sha) return undefined;
  const options = { ...(await gate.check), shadow: false, now: gate.now };
  const judgement = await judgePull(gate.repository, { base, head }, options);
  const { author, authors, unknownAuthors, reviews } = await facts;
  const settings = readApprovalSettings(judgement.context.base);
  const outcome = assembleOutcome({
    pull: { number, head, base, into: pull.base.ref, author, fromFork },
    held: heldBy(pull),
    ...{ reviews, authors, unknownAuthors, settings },
    judgement: { ...judgement, report: mergeFindings(judgement.report, reports) },
  });
  return { outcome, reviews, settings, merged: judgement.merged, textOf: judgement.textOf };
}

function heldBy({ draft, labels }: PullRequest): GateOutcome['held'] {
  if (draft) return 'draft';
  return labels.some((label) => label.toLowerCase() === HOLD_LABEL) ? 'label' : undefined;
}
