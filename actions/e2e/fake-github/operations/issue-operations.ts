import { renderIssue, renderUser } from '../answers/render.ts';
import type { Caller, Issue, PullPart, World } from '../state/world.ts';
import { labelIssue, namesIn } from './label-operations.ts';
import { found, invalid, type Operations, requireShort } from './operation.ts';

export const issueOperations = {
  'issues/list-for-repo': {
    needs: ['issues:read', 'pull_requests:read'],
    handle: ({ query, world }) => {
      const { state = 'open', labels, creator, direction = 'desc', since } = query;
      const wanted = labels?.split(',').map((name) => name.toLowerCase()) ?? [];
      const issues = [...world.issues.values()].filter(
        (issue) =>
          (state === 'all' || issue.state === state) &&
          (creator === undefined || issue.author.login === creator) &&
          (since === undefined || issue.updatedAt >= since) &&
          wanted.every((name) => issue.labels.some((label) => label.toLowerCase() === name)),
      );
      const ordered = issues.toSorted((a, b) => a.number - b.number);
      return {
        list: (direction === 'asc' ? ordered : ordered.reverse()).map((issue) => renderIssue(world, issue)),
      };
    },
  },
  'issues/get': {
    needs: ['issues:read', 'pull_requests:read'],
    handle: ({ path, world }) => ({
      status: 200,
      body: renderIssue(world, found(world.issues.get(path.issue_number))),
    }),
  },
  'issues/create': {
    needs: ['issues:write'],
    handle: ({ body, world, caller }) => {
      const issue = openIssue(world, {
        title: String(body.title),
        body: body.body ?? null,
        author: caller.user,
      });
      labelIssue(world, issue, namesIn(body.labels), caller);
      issue.assignees = knownPeople(world, body.assignees ?? []);
      return { status: 201, body: renderIssue(world, issue) };
    },
  },
  'issues/update': {
    needs: ['issues:write', 'pull_requests:write'],
    handle: ({ path, body = {}, world, caller }) => {
      const issue = found(world.issues.get(path.issue_number));
      requireShort('Issue', body.body);
      issue.title = body.title === undefined || body.title === null ? issue.title : String(body.title);
      issue.body = body.body === undefined ? issue.body : body.body;
      if (body.labels !== undefined) labelIssue(world, issue, namesIn(body.labels), caller);
      if (body.assignees !== undefined) issue.assignees = knownPeople(world, body.assignees);
      if (body.state !== undefined) setState(world, issue, body.state, caller, body.state_reason);
      issue.updatedAt = world.now();
      return { status: 200, body: renderIssue(world, issue) };
    },
  },
  'issues/add-assignees': {
    needs: ['issues:write', 'pull_requests:write'],
    handle: ({ path, body, world }) => {
      const issue = found(world.issues.get(path.issue_number));
      // Whom it does not know, GitHub leaves out without a word; more than ten it does not take.
      const assignees = new Set([...issue.assignees, ...knownPeople(world, body?.assignees ?? [])]);
      issue.assignees = [...assignees].slice(0, 10);
      return { status: 201, body: renderIssue(world, issue) };
    },
  },
} satisfies Operations;

export interface NewIssue {
  readonly title: string;
  readonly body: string | null;
  readonly author: Issue['author'];
  readonly pull?: PullPart;
}

export function openIssue(world: World, { title, body, author, pull }: NewIssue): Issue {
  requireShort('Issue', body);
  if (title.trim() === '') throw invalid('Issue', 'title', 'title is missing');
  if (title.length > 256) throw invalid('Issue', 'title', 'title is too long (maximum is 256 characters)');
  const issue: Issue = {
    id: world.nextId(),
    number: world.nextNumber(),
    title,
    body,
    state: 'open',
    stateReason: null,
    author,
    labels: [],
    assignees: [],
    createdAt: world.now(),
    updatedAt: world.now(),
    closedAt: null,
    ...(pull === undefined ? {} : { pull }),
  };
  world.issues.set(issue.number, issue);
  return issue;
}

/** Opens or closes an issue or pull request. */
export function setState(
  world: World,
  issue: Issue,
  state: Issue['state'],
  { user }: Pick<Caller, 'user'>,
  reason: string | null | undefined = 'completed',
): void {
  if (issue.state === state) return;
  if (state === 'open' && issue.pull?.merged !== undefined) {
    throw invalid('PullRequest', 'state', 'state cannot be changed. The pull request was merged.');
  }
  issue.state = state;
  issue.closedAt = state === 'closed' ? world.now() : null;
  issue.stateReason =
    state === 'closed' && (reason === 'completed' || reason === 'not_planned' || reason === 'duplicate')
      ? reason
      : null;
  world.timeline.push({
    issue: issue.number,
    at: world.now(),
    schema: 'state-change-issue-event',
    fields: { event: state === 'closed' ? 'closed' : 'reopened', actor: renderUser(user) },
  });
}

function knownPeople(world: World, people: readonly (string | { readonly login?: string })[]): string[] {
  return people
    .map((person) => (typeof person === 'string' ? person : (person.login ?? '')))
    .filter((login) => world.users.get(login.toLowerCase())?.collaborator === true);
}
