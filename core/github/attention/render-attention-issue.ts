import type { Attention } from '@souk/model/attention/assemble-attention.ts';
import type { WantedIssue } from '@souk/model/attention/plan-issues.ts';
import type { Finding } from '@souk/model/finding/finding.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import { plainText } from '@souk/model/report/plain-text.ts';
import { digestOf } from './issue-marker.ts';

/** An issue as it should be, without its marker. */
export interface AttentionIssue extends WantedIssue {
  readonly title: string;
  readonly body: string;
  /** Logins to assign. */
  readonly assignees: readonly string[];
}

/** The subject of the issue about those that have none of their own yet. */
export const REST = 'rest';

/** An issue of the Git host holds 65,536 characters. */
const LONGEST = 60_000;
const LONGEST_SUBJECT = 200;
const MOST_LISTED = 500;

/** The same text for the same findings: it says nothing of when they were found. */
export function renderAttentionIssue({ subject, findings, team }: Attention): AttentionIssue {
  const who =
    team === undefined
      ? 'The catalog does not say who answers for it: the platform team has to find an owner.'
      : `It belongs to ${prose(team.name)}${team.github === undefined ? '' : `: @${team.github}`}.`;
  const intro = [
    `The nightly check of the whole catalog found what has to be mended in ${code(subject)}, though it may have been right when it was merged.`,
    who,
  ];
  const end =
    'This issue follows the findings: it changes when they do, and closes when they are mended. Run it yourself: `npx souk check --all`';
  const body = [
    ...intro,
    ...fit(findings.map(renderFinding), LONGEST - intro.join().length - end.length),
    end,
  ].join('\n\n');
  const title = `Souk: ${plainText(subject).slice(0, LONGEST_SUBJECT)} needs attention`;
  return {
    ...{ subject, title, body, digest: digestOf(body) },
    assignees: leadOf(team),
  };
}

/** A person that is named by a text alone is named by login. */
function leadOf(team: Attention['team']): readonly string[] {
  const login = typeof team?.lead === 'string' ? team.lead : team?.lead?.github;
  return login === undefined ? [] : [login];
}

/** The one issue about all that a run had no room for. */
export function renderRestIssue(left: readonly AttentionIssue[]): AttentionIssue {
  const count = left.length === 1 ? '1 more entry needs' : `${left.length} more entries need`;
  const listed = left.slice(0, MOST_LISTED).map(({ subject }) => `- ${code(subject)}`);
  const body = [
    'The nightly check opens only some issues a night, so that nobody drowns in them. These will get their own on the next nights:',
    fit(listed, LONGEST - 500).join('\n'),
  ].join('\n\n');
  return { subject: REST, title: `Souk: ${count} attention`, body, digest: digestOf(body), assignees: [] };
}

function renderFinding({ rule, level, message, help, location }: Finding): string {
  const place = code(`${location.path}:${location.line}:${location.column}`);
  return `- ${level === 'deny' ? '❌' : '⚠️'} ${place} ${code(rule)}: ${prose(message)}\n  **Fix:** ${prose(help)}`;
}

/** As many items as there is room for, and how many are left out. */
function fit(items: readonly string[], room: number): string[] {
  const shown: string[] = [];
  let left = room - 100;
  for (const item of items) {
    left -= item.length + 2;
    if (left < 0) break;
    shown.push(item);
  }
  const rest = items.length - shown.length;
  return rest === 0 ? shown : [...shown, `- … and ${rest} more`];
}
