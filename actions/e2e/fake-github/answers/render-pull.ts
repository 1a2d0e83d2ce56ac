import type { Fields } from '../operations/operation.ts';
import { judgeMerge } from '../state/judge-merge.ts';
import { baseOf, headOf, type PullRequest } from '../state/pull-head.ts';
import type { World } from '../state/world.ts';
import {
  labelsOf,
  pageUrl,
  renderPeople,
  renderRepository,
  renderTeam,
  renderUser,
  SERVER_URL,
} from './render.ts';

/** A pull request as lists have it. */
export async function renderPullSimple(world: World, issue: PullRequest): Promise<Fields> {
  const { number, pull } = issue;
  const { owner, repo } = world;
  const repository = renderRepository(world);
  const headRepository =
    pull.headRepository === null
      ? null
      : pull.headRepository === `${owner}/${repo}`
        ? repository
        : forkOf(world, pull.headRepository);
  return {
    id: issue.id,
    node_id: nodeIdOf(number),
    number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    draft: pull.draft,
    locked: false,
    user: renderUser(issue.author),
    // Here the document wants a text where a label by itself may have none.
    labels: labelsOf(world, issue).map((label) => ({ ...label, description: label['description'] ?? '' })),
    assignees: renderPeople(world, issue.assignees),
    requested_reviewers: renderPeople(world, pull.reviewers),
    requested_teams: pull.teamReviewers.flatMap((slug) => {
      const team = world.teams.get(slug);
      return team === undefined ? [] : [renderTeam(team)];
    }),
    html_url: pageUrl(world, `pull/${number}`),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.merged?.commit ?? null,
    head: {
      label: `${pull.headOwner}:${pull.headBranch}`,
      ref: pull.headBranch,
      sha: await headOf(world, issue),
      user: renderPeople(world, [pull.headOwner])[0] ?? repository['owner'],
      repo: headRepository,
    },
    base: {
      label: `${owner}:${pull.baseBranch}`,
      ref: pull.baseBranch,
      sha: await baseOf(world, issue),
      user: repository['owner'],
      repo: repository,
    },
    author_association: issue.author.collaborator ? 'COLLABORATOR' : 'NONE',
  };
}

/** A pull request as it is when asked for alone. */
export async function renderPull(world: World, issue: PullRequest): Promise<Fields> {
  const simple = await renderPullSimple(world, issue);
  const { merged } = issue.pull;
  const { mergeable, obstacle } = await judgeMerge(world, issue);
  const comments = world.comments.filter((comment) => comment.issue === issue.number).length;
  const reviewComments = world.reviewComments.filter(({ pull }) => pull === issue.number).length;
  return {
    ...simple,
    merged: merged !== undefined,
    merged_by: merged === undefined ? null : renderUser(merged.by),
    mergeable: merged === undefined ? mergeable : null,
    mergeable_state: !mergeable ? 'dirty' : obstacle === undefined ? 'clean' : 'blocked',
    comments,
    review_comments: reviewComments,
  };
}

/** Id by which GraphQL knows a pull request. */
export function nodeIdOf(number: number): string {
  return `PR_${number}`;
}

function forkOf(world: World, fullName: string): Fields {
  const [owner = '', name = ''] = fullName.split('/');
  return {
    ...renderRepository(world),
    id: 3,
    name,
    full_name: fullName,
    fork: true,
    owner: renderPeople(world, [owner])[0] ?? { id: 4, login: owner },
    html_url: `${SERVER_URL}/${fullName}`,
  };
}
