import type { Finding } from '@souk/model/finding/finding.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import type { RequestProblem } from '@souk/model/request/request.ts';

/** What a request came to, as its comment tells it. */
export type RequestOutcome =
  | {
      readonly kind: 'opened' | 'renewed' | 'current' | 'touched' | 'merged' | 'closed';
      readonly pull: number;
    }
  /** What was written cannot become a change. */
  | { readonly kind: 'unclear'; readonly problems: readonly RequestProblem[] }
  /** It can, but the change would not be let in. */
  | { readonly kind: 'denied'; readonly findings: readonly Finding[] }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'fault'; readonly page: string | undefined };

export const REQUEST_MARKER = '<!-- souk:request -->';

const MOST_ITEMS = 30;
const LONGEST_PART = 300;

const EDIT_AGAIN =
  'Edit the text of this issue (⋯ → Edit) and it is read again. Leave the headings as they are.';

/** The one comment on the issue: what came of it, and what to do. */
export function renderRequestComment(outcome: RequestOutcome): string {
  return `${REQUEST_MARKER}\n${textOf(outcome)}`;
}

function textOf(outcome: RequestOutcome): string {
  switch (outcome.kind) {
    case 'opened':
      return `✅ Pull request #${outcome.pull} is open in your name. Everything else happens there: it says what is checked, who has to approve, and what it still lacks. When you edit this issue, it follows.`;
    case 'renewed':
      return `✅ Pull request #${outcome.pull} now has what this issue says. Approvals that were given before count no more.`;
    case 'current':
      return `✅ Pull request #${outcome.pull} has what this issue says.`;
    case 'touched':
      return `ℹ️ Pull request #${outcome.pull} is being worked on by hand, so what you edited here was not written over it. Change it there.`;
    case 'merged':
      return `ℹ️ Pull request #${outcome.pull} of this issue is merged already. For something else, open a new issue.`;
    case 'closed':
      return `ℹ️ Pull request #${outcome.pull} of this issue was closed without being merged. Talk about it there; to ask again, open a new issue.`;
    case 'unclear':
      return [
        '❌ No pull request was opened, because this has to be put right first:',
        list(outcome.problems.map(renderProblem)),
        EDIT_AGAIN,
      ].join('\n\n');
    case 'denied':
      return [
        '❌ No pull request was opened, because the checks would not let it in:',
        list(outcome.findings.map(renderFinding)),
        EDIT_AGAIN,
      ].join('\n\n');
    case 'nobody':
      return '❌ The account that wrote this issue is gone, so there is nobody who could answer for the change. Open a new issue.';
    case 'fault':
      return `⚠️ The checks could not do their work. This is not your fault, and you have nothing to do: the platform team has to look at ${outcome.page === undefined ? 'the run' : `[the run](${outcome.page})`}.`;
  }
}

function list(items: readonly string[]): string {
  const rest = items.length - MOST_ITEMS;
  return [...items.slice(0, MOST_ITEMS), ...(rest > 0 ? [`- … and ${rest} more`] : [])].join('\n');
}

function renderProblem({ field, message }: RequestProblem): string {
  const about = field === '' ? '' : `**${prose(cut(field))}**: `;
  return `- ${about}${prose(cut(message))}`;
}

function renderFinding({ rule, message, help }: Finding): string {
  return `- ${prose(cut(message))} (${code(cut(rule))})\n  **Fix:** ${prose(cut(help))}`;
}

function cut(text: string): string {
  return text.length > LONGEST_PART ? `${text.slice(0, LONGEST_PART)}…` : text;
}
