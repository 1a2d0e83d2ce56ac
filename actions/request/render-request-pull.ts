import { createHash } from 'node:crypto';
import type { Account } from '@souk/model/approval/review.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import type { DraftChange } from './draft-change.ts';

export interface RequestText {
  readonly change: DraftChange;
  readonly issue: number;
  readonly requester: Account;
  /** Why it is asked for; undefined where the form does not ask. */
  readonly reason: string | undefined;
}

const LONGEST_REASON = 5_000;

/** The text of a pull request that is made of an issue. */
export function renderRequestPull({ change, issue, requester, reason }: RequestText): string {
  const because =
    reason === undefined
      ? []
      : [
          'Reason:',
          reason
            .slice(0, LONGEST_REASON)
            .split(/\r?\n/)
            .map((line) => `> ${prose(line)}`)
            .join('\n'),
        ];
  return [
    marker(change),
    `${code(requester.login)} asked for this by a form. The request counts as theirs: they cannot approve it.`,
    ...because,
    'The files were made from the answers, and checked before this was opened:',
    change.files.map(({ path }) => `- ${code(path)}`).join('\n'),
    `Closes #${issue}`,
  ].join('\n\n');
}

/** Whether a pull request was made of the same files. */
export function isMadeOf(body: string, change: DraftChange): boolean {
  return body.startsWith(marker(change));
}

/** The message of the one commit. */
export function messageOf({ title }: DraftChange, issue: number): string {
  return `${title}${endOfMessage(issue)}`;
}

/** Whether the branch of a request holds what was put there, and nothing by anybody else. */
export function isUntouched(messages: readonly string[], issue: number): boolean {
  return messages.length === 1 && messages[0]?.trimEnd().endsWith(endOfMessage(issue)) === true;
}

function endOfMessage(issue: number): string {
  return `, as requested in #${issue}`;
}

function marker({ files }: DraftChange): string {
  const digest = createHash('sha256').update(JSON.stringify(files.map(({ path, text }) => [path, text])));
  return `<!-- souk:request ${digest.digest('hex')} -->`;
}
