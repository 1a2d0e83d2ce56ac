import { renderIssue } from '../answers/render.ts';
import type { Issue, World } from '../state/world.ts';
import { type Operations, Refusal } from './operation.ts';

export const searchOperations = {
  'search/issues-and-pull-requests': {
    needs: ['issues:read', 'pull_requests:read'],
    handle: ({ query, world }) => {
      const terms = query.q.match(/(?:[\w-]+:)?(?:"[^"]*"|\S+)/g) ?? [];
      const kept = [...world.issues.values()]
        .filter((issue) => terms.every((term) => matches(world, issue, term)))
        .toSorted((a, b) => b.number - a.number);
      // GitHub gives the first thousand only.
      const given = kept.slice(0, 1000);
      return {
        // Here the document wants a text where an issue by itself may have none.
        list: given.map((issue) => ({ ...renderIssue(world, issue), body: issue.body ?? '', score: 1 })),
        envelope: (items) => ({ total_count: kept.length, incomplete_results: false, items }),
      };
    },
  },
} satisfies Operations;

/** Whether an issue is what one term of a search asks for. */
function matches(world: World, issue: Issue, term: string): boolean {
  const [, qualifier, quoted = ''] = /^(?:([\w-]+):)?(.*)$/.exec(term) ?? [];
  const value = quoted.replaceAll('"', '').toLowerCase();
  const { pull, state } = issue;
  switch (qualifier) {
    case 'repo':
      return value === `${world.owner}/${world.repo}`.toLowerCase();
    case 'is':
    case 'type':
    case 'state':
      if (value === 'pr' || value === 'issue') return (pull !== undefined) === (value === 'pr');
      if (value === 'merged') return pull?.merged !== undefined;
      if (value === 'open' || value === 'closed') return state === value;
      break;
    case 'label':
      return issue.labels.some((label) => label.toLowerCase() === value);
    case '-label':
      return !issue.labels.some((label) => label.toLowerCase() === value);
    case 'author':
      return issue.author.login.toLowerCase() === value;
    case 'head':
      return pull?.headBranch.toLowerCase() === value;
    case 'in':
    case 'sort':
      return true;
    case undefined:
      return `${issue.title}\n${issue.body ?? ''}`.toLowerCase().includes(value);
  }
  throw new Refusal(422, `The fake cannot search by ${term}.`);
}
