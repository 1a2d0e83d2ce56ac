import type { Account } from '@souk/model/approval/review.ts';
import type { Attention } from '@souk/model/attention/assemble-attention.ts';
import { type IssueStep, planIssues } from '@souk/model/attention/plan-issues.ts';
import type { RepositoryClient } from '../repository-client.ts';
import { applyStep } from './apply-step.ts';
import { listOwnIssues, type WrittenIssue } from './list-own-issues.ts';
import {
  type AttentionIssue,
  REST,
  renderAttentionIssue,
  renderRestIssue,
} from './render-attention-issue.ts';

export interface IssueSync {
  readonly attentions: readonly Attention[];
  /** Whose issues are kept; those of others are left alone. */
  readonly bot: Account;
  /** Issues that one run opens, apart from the one about the rest. */
  readonly mostNew: number;
  /** Whether it is known how a subject stands; issues about others stay as they are. */
  readonly isKnown?: (subject: string) => boolean;
}

/** How many issues were written. */
export type IssueCounts = Readonly<Record<IssueStep<AttentionIssue>['do'], number>>;

/**
 * Keeps one issue for each subject that has to be mended, and closes those of what is mended.
 *
 * @throws {GitHubError}
 */
export async function syncIssues(
  client: RepositoryClient,
  { attentions, bot, mostNew, isKnown = () => true }: IssueSync,
): Promise<IssueCounts> {
  const existing = (await listOwnIssues(client, bot)).filter(
    ({ subject }) => subject === REST || isKnown(subject),
  );
  const wanted = attentions.filter(({ subject }) => isKnown(subject)).map(renderAttentionIssue);
  const steps = planAll(wanted, existing, mostNew);
  for (const step of steps) await applyStep(client, step, existing);
  const count = (what: IssueStep<AttentionIssue>['do']) => steps.filter((step) => step.do === what).length;
  return { open: count('open'), edit: count('edit'), close: count('close') };
}

/** What there is no room for goes into one issue, which follows the same rules. */
function planAll(
  wanted: readonly AttentionIssue[],
  existing: readonly WrittenIssue[],
  mostNew: number,
): readonly IssueStep<AttentionIssue>[] {
  const [rests, own] = [existing.filter(isRest), existing.filter((issue) => !isRest(issue))];
  const { steps, left } = planIssues(wanted, own, mostNew);
  const rest = left.length === 0 ? [] : [renderRestIssue(left)];
  return [...steps, ...planIssues(rest, rests, 1).steps];
}

function isRest({ subject }: WrittenIssue): boolean {
  return subject === REST;
}
