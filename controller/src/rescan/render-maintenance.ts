import type { Finding } from '@souk/model/finding/finding.ts';
import { formatKey } from '@souk/model/manifest/manifest.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import type { MaintenanceCase } from './plan-maintenance.ts';

const MARKER = '<!-- souk:maintenance -->';
const MENDED = '<!-- souk:maintenance mended -->';
const MOST_LISTED = 20;

export interface MaintenanceReason extends MaintenanceCase {
  /** Since when it has stood so. */
  readonly since: Date;
  /** What blocks. */
  readonly denials: readonly Pick<Finding, 'rule' | 'message' | 'location'>[];
}

/** Made of kind and id alone, which the schema has allowed. */
export function titleOf({ key }: MaintenanceCase): string {
  return `Mark ${formatKey(key)} maintenance-required`;
}

/** The text of the pull request. */
export function renderMaintenance({ key, since, denials }: MaintenanceReason): string {
  const listed = denials
    .slice(0, MOST_LISTED)
    .map(
      ({ rule, message, location }) =>
        `- ${code(`${location.path}:${location.line}`)} ${code(rule)}: ${prose(message)}`,
    );
  const rest = denials.length - listed.length;
  return [
    MARKER,
    `Since ${since.toISOString().slice(0, 10)} there is something in ${code(formatKey(key))} that blocks, and nobody has mended it. Once this is merged, teams that look for it see that it needs maintenance; whoever uses it keeps it.`,
    [...listed, ...(rest > 0 ? [`- … and ${rest} more`] : [])].join('\n'),
    'Mend it instead, and this closes by itself. Close it, and it is not proposed again for this version.',
  ].join('\n\n');
}

/** The text of one that is closed because nothing is left to propose: then it may be proposed again. */
export function renderMended(body: string): string {
  return `${MENDED}\n\n✅ This is over: the entry was mended, or has moved on.${body.replace(MARKER, '')}`;
}

/** Whether a pull request that is over was closed by us, and not by people or by a merge. */
export function wasMended(body: string): boolean {
  return body.startsWith(MENDED);
}
