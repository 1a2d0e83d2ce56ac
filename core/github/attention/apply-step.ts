import type { IssueStep } from '@souk/model/attention/plan-issues.ts';
import { addAssignees } from '../add-assignees.ts';
import { commentOnIssue } from '../comment-on-issue.ts';
import { createIssue } from '../create-issue.ts';
import { isGitHubError } from '../github-error.ts';
import type { RepositoryClient } from '../repository-client.ts';
import { syncLabels } from '../sync-labels.ts';
import { updateIssue } from '../update-issue.ts';
import { MENDED, renderMarker } from './issue-marker.ts';
import { ATTENTION_LABEL, type WrittenIssue } from './list-own-issues.ts';
import type { AttentionIssue } from './render-attention-issue.ts';

const label = {
  name: ATTENTION_LABEL,
  color: 'd93f0b',
  description: 'Found by the nightly check of the catalog.',
};

const closings = {
  mended: '✅ Nothing is left to mend here: the nightly check finds no fault with it any more.',
  twice: 'Another issue says the same.',
};

/**
 * @param existing issues that the steps were planned from
 * @throws {GitHubError}
 */
export async function applyStep(
  client: RepositoryClient,
  step: IssueStep<AttentionIssue>,
  existing: readonly WrittenIssue[],
): Promise<void> {
  switch (step.do) {
    case 'open':
      return open(client, step.issue);
    case 'edit':
      return updateIssue(client, step.number, { title: step.issue.title, body: bodyOf(step.issue) });
    case 'close': {
      const before = existing.find(({ number }) => number === step.number);
      // The text remembers that it is settled, so that the same fault opens a new issue when it comes back.
      const rest = before?.body.slice(before.body.indexOf('\n') + 1) ?? '';
      const body = `${renderMarker(step.subject, MENDED)}\n${rest}`;
      await updateIssue(client, step.number, {
        state: 'closed',
        ...(step.because === 'mended' ? { body } : {}),
      });
      return commentOnIssue(client, step.number, closings[step.because]);
    }
  }
}

async function open(client: RepositoryClient, issue: AttentionIssue): Promise<void> {
  const { title, assignees } = issue;
  const number = await createIssue(client, { title, body: bodyOf(issue), labels: [ATTENTION_LABEL] });
  await syncLabels(client, number, {
    wanted: [ATTENTION_LABEL],
    isManaged: () => false,
    definitions: [label],
  });
  try {
    await addAssignees(client, number, assignees);
  } catch (error) {
    // Who left the organisation cannot be assigned; the team is named in the text.
    if (!isGitHubError(error, 'rejected', 'not-found')) throw error;
  }
}

function bodyOf({ subject, digest, body }: AttentionIssue): string {
  return `${renderMarker(subject, digest)}\n${body}`;
}
