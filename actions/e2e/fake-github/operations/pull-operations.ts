import { renderPeople, renderTeam, renderUser } from '../answers/render.ts';
import { renderPull, renderPullSimple } from '../answers/render-pull.ts';
import { listCommits, listFiles } from '../state/pull-changes.ts';
import { isPull, type PullRequest, requirePull } from '../state/pull-head.ts';
import type { World } from '../state/world.ts';
import { openIssue, setState } from './issue-operations.ts';
import { found, type Operations, Refusal, requireShort } from './operation.ts';

const READS = ['pull_requests:read'] as const;
const WRITES = ['pull_requests:write'] as const;

export const pullOperations = {
  'pulls/get': {
    needs: READS,
    handle: async ({ path, world }) => ({
      status: 200,
      body: await renderPull(world, requirePull(world, path.pull_number)),
    }),
  },
  'pulls/list': {
    needs: READS,
    handle: async ({ query, world }) => {
      const { state = 'open', head, base, sort, direction = sort === undefined ? 'desc' : 'asc' } = query;
      const pulls = allPulls(world).filter(
        ({ pull, ...issue }) =>
          (state === 'all' || issue.state === state) &&
          (base === undefined || pull.baseBranch === base) &&
          (head === undefined || `${pull.headOwner}:${pull.headBranch}` === head),
      );
      const ordered = pulls.toSorted((a, b) =>
        sort === 'updated' ? a.updatedAt.localeCompare(b.updatedAt) : a.number - b.number,
      );
      return { list: await renderAll(world, direction === 'asc' ? ordered : ordered.reverse()) };
    },
  },
  'repos/list-pull-requests-associated-with-commit': {
    needs: READS,
    handle: async ({ path, world }) => {
      const sha = found(await world.origin.resolve(path.commit_sha));
      const pulls = await renderAll(world, allPulls(world));
      return {
        list: pulls.filter(({ head, merge_commit_sha: merged }) => merged === sha || shaOf(head) === sha),
      };
    },
  },
  'pulls/create': {
    needs: WRITES,
    handle: async ({ body, world, caller }) => {
      const { title = '', head, base, draft = false } = body;
      if (caller.app?.slug === 'github-actions' && !world.settings.actionsMayApprove) {
        throw new Refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.');
      }
      const branch = head.replace(`${world.owner}:`, '');
      const source = `refs/heads/${branch}`;
      if ((await world.origin.resolve(source)) === undefined) throw invalidHead('head', 'invalid');
      if ((await world.origin.resolve(`refs/heads/${base}`)) === undefined)
        throw invalidHead('base', 'invalid');
      const other = allPulls(world).find(
        ({ state, pull }) => state === 'open' && pull.source === source && pull.baseBranch === base,
      );
      if (other !== undefined) throw invalidHead('head', `A pull request already exists for ${head}.`);
      const issue = openIssue(world, {
        title,
        body: body.body ?? null,
        author: caller.user,
        pull: {
          source,
          headOwner: world.owner,
          headRepository: `${world.owner}/${world.repo}`,
          headBranch: branch,
          baseBranch: base,
          draft,
          reviewers: [],
          teamReviewers: [],
        },
      });
      return { status: 201, body: await renderPull(world, requirePull(world, issue.number)) };
    },
  },
  'pulls/update': {
    needs: WRITES,
    handle: async ({ path, body = {}, world, caller }) => {
      const issue = requirePull(world, path.pull_number);
      requireShort('PullRequest', body.body);
      issue.title = body.title ?? issue.title;
      issue.body = body.body ?? issue.body;
      issue.pull.baseBranch = body.base ?? issue.pull.baseBranch;
      if (body.state !== undefined) setState(world, issue, body.state, caller);
      issue.updatedAt = world.now();
      return { status: 200, body: await renderPull(world, issue) };
    },
  },
  'pulls/list-files': {
    needs: READS,
    handle: async ({ path, world }) => ({
      list: await listFiles(world, requirePull(world, path.pull_number)),
    }),
  },
  'pulls/list-commits': {
    needs: READS,
    handle: async ({ path, world }) => ({
      list: await listCommits(world, requirePull(world, path.pull_number)),
    }),
  },
  'pulls/list-requested-reviewers': {
    needs: READS,
    handle: ({ path, world }) => {
      const { pull } = requirePull(world, path.pull_number);
      const teams = pull.teamReviewers.map((slug) => renderTeam(found(world.teams.get(slug))));
      return { status: 200, body: { users: renderPeople(world, pull.reviewers), teams } };
    },
  },
  'pulls/request-reviewers': {
    needs: WRITES,
    handle: async ({ path, body, world, caller }) => {
      const issue = requirePull(world, path.pull_number);
      const people = body?.reviewers ?? [];
      const teams = body?.team_reviewers ?? [];
      requireReviewers(world, issue, people, teams);
      issue.pull.reviewers = [...new Set([...issue.pull.reviewers, ...people])];
      issue.pull.teamReviewers = [...new Set([...issue.pull.teamReviewers, ...teams])];
      for (const requested_reviewer of renderPeople(world, people)) {
        world.timeline.push({
          issue: issue.number,
          at: world.now(),
          schema: 'review-requested-issue-event',
          fields: {
            event: 'review_requested',
            review_requester: renderUser(caller.user),
            actor: renderUser(caller.user),
            requested_reviewer,
          },
        });
      }
      return { status: 201, body: await renderPullSimple(world, issue) };
    },
  },
  'pulls/remove-requested-reviewers': {
    needs: WRITES,
    handle: async ({ path, body, world }) => {
      const issue = requirePull(world, path.pull_number);
      issue.pull.reviewers = issue.pull.reviewers.filter((login) => !body.reviewers.includes(login));
      issue.pull.teamReviewers = issue.pull.teamReviewers.filter(
        (slug) => !body.team_reviewers?.includes(slug),
      );
      return { status: 200, body: await renderPullSimple(world, issue) };
    },
  },
} satisfies Operations;

export function allPulls({ issues }: World): PullRequest[] {
  return [...issues.values()].filter(isPull);
}

function requireReviewers(
  world: World,
  issue: PullRequest,
  people: readonly string[],
  teams: readonly string[],
): void {
  if (people.includes(issue.author.login)) {
    throw new Refusal(422, 'Review cannot be requested from pull request author.');
  }
  const isCollaborator = (login: string) => world.users.get(login.toLowerCase())?.collaborator === true;
  if (!people.every(isCollaborator) || !teams.every((slug) => world.teams.has(slug))) {
    throw new Refusal(
      422,
      'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
    );
  }
  if (people.length + teams.length > 15) {
    throw new Refusal(422, 'Could not request reviewers: at most 15 can be asked at once.');
  }
}

async function renderAll(world: World, pulls: readonly PullRequest[]) {
  return Promise.all(pulls.map((pull) => renderPullSimple(world, pull)));
}

function shaOf(head: unknown): unknown {
  return typeof head === 'object' && head !== null && 'sha' in head ? head.sha : undefined;
}

function invalidHead(field: string, message: string): Refusal {
  return new Refusal(422, 'Validation Failed', {
    errors: [{ resource: 'PullRequest', field, code: 'custom', message }],
  });
}
