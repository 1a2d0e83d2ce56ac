import type {
  ApprovalState,
  ChecklistItem,
  IgnoredBecause,
  IgnoredReview,
} from '@souk/model/approval/approval-state.ts';
import { roleWords } from '@souk/model/approval/owner-role.ts';
import type { GateOutcome } from '@souk/model/gate/gate-outcome.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import { fitBlocks } from '../../report/markdown/fit-blocks.ts';

/** People who are named for one approval. */
const MOST_NAMED = 6;

/** Who has to agree, who did, who still can, and which approvals do not count. */
export function renderApprovals({ approvals, pull }: GateOutcome, room: number): string {
  const { checklist, vetoes, ignored } = approvals;
  const parts = [
    vetoes.map(renderVeto).slice(0, MOST_NAMED).join('\n'),
    renderChecklist(checklist, room * 0.7),
    fitBlocks(
      ignored.map((review) => renderIgnored(review, pull.head)),
      room * 0.3,
      (left) => `- … and ${left} more approvals that do not count`,
    ).join('\n'),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ['### Approvals', ...parts].join('\n\n');
}

function renderVeto({ by, role }: ApprovalState['vetoes'][number]): string {
  return `- 🛑 ${code(by.login)} (${prose(roleWords(role), 80)}) asked for changes. That blocks the merge until they approve, or somebody else of this role, with no part in the change, dismisses that review.`;
}

function renderChecklist(checklist: readonly ChecklistItem[], room: number): string {
  if (checklist.length === 0) return '';
  return [
    '| | Who has to agree | Why | Approved by | Can still approve |',
    '| :---: | --- | --- | --- | --- |',
    ...fitBlocks(checklist.map(renderItem), room, (left) => `| | … and ${left} more | | | |`),
  ].join('\n');
}

function renderItem({ role, count, missing, reason, approvedBy, canApprove }: ChecklistItem): string {
  const given = Math.max(0, count - missing);
  const who = missing === 0 ? '' : canApprove.length === 0 ? nobody : nameSome(canApprove);
  return `| ${missing === 0 ? '✓' : '✗'} | **${prose(roleWords(role), 80)}**, ${given} of ${count} | ${prose(reason, 400)} | ${nameSome(approvedBy.map(({ login }) => login))} | ${who} |`;
}

const nobody =
  '**Nobody is left.** Ask the platform team: the settings of the marketplace have to name somebody else for this role.';

function nameSome(logins: readonly string[]): string {
  const named = logins.slice(0, MOST_NAMED).map(code).join(', ');
  return logins.length > MOST_NAMED ? `${named} and ${logins.length - MOST_NAMED} more` : named;
}

function renderIgnored({ review, because }: IgnoredReview, head: string): string {
  return `- The approval of ${code(review.reviewer.login)} does not count: ${why(because, review.commit, head)}`;
}

function why(because: IgnoredBecause, commit: string | undefined, head: string): string {
  switch (because) {
    case 'stale':
      return `it was given for ${commit === undefined ? 'an earlier commit' : `commit ${code(commit.slice(0, 8))}`}, and the branch is at ${code(head.slice(0, 8))} now. Ask for another look.`;
    case 'author':
      return 'authors cannot approve their own change.';
    case 'no-role':
      return 'they hold none of the roles that have to agree.';
    case 'team-of-author':
      return 'they are of a team of the author, and this role has to be independent.';
    case 'not-needed':
      return 'it is not needed, because others approved already or they approved for another role.';
  }
}
