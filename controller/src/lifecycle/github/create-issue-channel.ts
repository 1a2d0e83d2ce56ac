import { createIssue } from '@souk/github/create-issue.ts';
import { listIssues } from '@souk/github/list-issues.ts';
import type { GitHubEffects } from '../../github/create-github-effects.ts';
import type { NoticeChannel, SentNotice } from '../notice-channel.ts';

const LABEL = 'lifecycle';

/** Tells people by an issue on GitHub for each notice; one that is there already is not written again. */
export function createIssueChannel({ openClient }: GitHubEffects): NoticeChannel {
  return {
    name: 'issue',
    canTell: () => true,
    tell: async (notice) => {
      const client = openClient();
      const marker = renderMarker(notice);
      const before = await listIssues(client, { label: LABEL, state: 'all' });
      if (before.some(({ body }) => body.startsWith(marker))) return undefined;
      const { title, body, teams } = notice.content;
      const whom = teams.length === 0 ? '' : `\n\nFor: ${teams.map((team) => `\`${team}\``).join(', ')}`;
      await createIssue(client, { title, body: `${marker}\n${body}${whom}`, labels: [LABEL] });
      return undefined;
    },
  };
}

/** The first line of the issue. People do not see it. */
function renderMarker({ subject: { kind, id }, trigger, number, content }: SentNotice): string {
  return `<!-- souk:notice ${kind}/${id} ${trigger} ${number} ${encodeURIComponent(content.title)} -->`;
}
