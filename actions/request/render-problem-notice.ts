import { formatKey } from '@souk/model/manifest/manifest.ts';
import { code, prose } from '@souk/model/report/escape-markdown.ts';
import type { ReportedEntity } from '@souk/model/request/find-reported-entity.ts';
import { REQUEST_MARKER } from './render-request-comment.ts';

/** What the team that answers for an entry is told on the issue. The only mention is that of the team. */
export function renderProblemNotice({ key, path, team }: ReportedEntity): string {
  const about = `This is about ${code(formatKey(key))}, in ${code(path)}.`;
  return `${REQUEST_MARKER}\n${about} ${whoAnswers(team)}`;
}

function whoAnswers(team: ReportedEntity['team']): string {
  if (team === undefined)
    return 'The catalog names nobody who answers for it: the platform team has to find an owner.';
  if (team.github === undefined)
    return `It belongs to ${prose(team.name)}, of which the catalog knows no team on GitHub.`;
  return `It belongs to ${prose(team.name)}: @${team.github}, please have a look.`;
}

/** Label of issues by the team that they wait for; a label has at most 50 characters. */
export function teamLabel({ team }: ReportedEntity): string | undefined {
  return team === undefined ? undefined : `team: ${team.id}`.slice(0, 50);
}
