import { schemaOf } from '../document/api-document.ts';
import { complete } from '../document/complete.ts';
import type { Fields } from '../operations/operation.ts';
import type {
  App,
  CheckRun,
  Comment,
  Issue,
  Label,
  Review,
  ReviewComment,
  Ruleset,
  Status,
  Team,
  User,
  World,
} from '../state/world.ts';

/** Where the fake says that its pages are. Nothing is there. */
export const SERVER_URL = 'https://github.example';

export function pageUrl({ owner, repo }: World, path: string): string {
  return `${SERVER_URL}/${owner}/${repo}/${path}`;
}

export function renderUser({ id, login, type }: User): Fields {
  return { id, login, type, html_url: `${SERVER_URL}/${login}` };
}

export function renderTeam({ id, slug }: Team): Fields {
  return { id, slug, name: slug };
}

export function renderApp({ id, slug, clientId, bot, permissions }: App): Fields {
  return { id, slug, client_id: clientId, name: slug, owner: renderUser(bot), permissions };
}

export function renderRepository(world: World): Fields {
  const { owner, repo, defaultBranch } = world;
  return {
    id: 1,
    name: repo,
    full_name: `${owner}/${repo}`,
    private: true,
    owner: { id: 2, login: owner, type: 'Organization' },
    default_branch: defaultBranch,
    html_url: `${SERVER_URL}/${owner}/${repo}`,
  };
}

export function renderLabel({ id, name, color, description }: Label): Fields {
  return { id, name, color, description };
}

/** Labels of an issue or pull request. */
export function labelsOf(world: World, issue: Issue): Fields[] {
  return issue.labels.flatMap((name) => {
    const label = world.labels.get(name.toLowerCase());
    return label === undefined ? [] : [renderLabel(label)];
  });
}

/** A person who may not be known, such as somebody whose account is gone. */
export function renderPeople(world: World, logins: readonly string[]): Fields[] {
  return logins.flatMap((login) => {
    const user = world.users.get(login.toLowerCase());
    return user === undefined ? [] : [renderUser(user)];
  });
}

export function renderIssue(world: World, issue: Issue): Fields {
  const { id, number, title, body, state, stateReason, createdAt, updatedAt, closedAt, pull } = issue;
  return {
    id,
    number,
    title,
    body,
    state,
    state_reason: stateReason,
    user: renderUser(issue.author),
    labels: labelsOf(world, issue),
    assignees: renderPeople(world, issue.assignees),
    comments: world.comments.filter((comment) => comment.issue === number).length,
    html_url: pageUrl(world, `${pull === undefined ? 'issues' : 'pull'}/${number}`),
    created_at: createdAt,
    updated_at: updatedAt,
    closed_at: closedAt,
    author_association: associationOf(issue.author),
    ...(pull === undefined
      ? {}
      : {
          draft: pull.draft,
          pull_request: {
            html_url: pageUrl(world, `pull/${number}`),
            url: pageUrl(world, `pull/${number}`),
            diff_url: pageUrl(world, `pull/${number}.diff`),
            patch_url: pageUrl(world, `pull/${number}.patch`),
            merged_at: pull.merged?.at ?? null,
          },
        }),
  };
}

export function renderComment(world: World, comment: Comment): Fields {
  const { id, issue, author, body, createdAt, updatedAt } = comment;
  return {
    id,
    body,
    user: renderUser(author),
    created_at: createdAt,
    updated_at: updatedAt,
    html_url: pageUrl(world, `issues/${issue}#issuecomment-${id}`),
    author_association: associationOf(author),
  };
}

export function renderReview(
  world: World,
  { id, pull, author, state, body, commit, submittedAt }: Review,
): Fields {
  return {
    id,
    state,
    body,
    user: renderUser(author),
    commit_id: commit,
    submitted_at: submittedAt,
    html_url: pageUrl(world, `pull/${pull}#pullrequestreview-${id}`),
    author_association: associationOf(author),
  };
}

export function renderReviewComment(world: World, comment: ReviewComment): Fields {
  const { id, review, pull, author, path, line, startLine, body, commit, createdAt } = comment;
  return {
    id,
    pull_request_review_id: review,
    path,
    line,
    ...(startLine === null ? {} : { start_line: startLine }),
    side: 'RIGHT',
    body,
    user: renderUser(author),
    commit_id: commit,
    original_commit_id: commit,
    created_at: createdAt,
    updated_at: createdAt,
    html_url: pageUrl(world, `pull/${pull}#discussion_r${id}`),
    author_association: associationOf(author),
  };
}

export function renderCheckRun(world: World, run: CheckRun): Fields {
  return {
    id: run.id,
    name: run.name,
    head_sha: run.sha,
    status: run.status,
    conclusion: run.conclusion,
    details_url: run.detailsUrl,
    external_id: run.externalId,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
    },
    app: renderApp(run.app),
    html_url: pageUrl(world, `runs/${run.id}`),
    check_suite: { id: run.app.id },
  };
}

export function renderStatus({
  id,
  context,
  state,
  description,
  targetUrl,
  creator,
  createdAt,
}: Status): Fields {
  return {
    id,
    context,
    state,
    description,
    target_url: targetUrl,
    creator: renderUser(creator),
    created_at: createdAt,
    updated_at: createdAt,
  };
}

export function renderRuleset({ owner, repo }: World, { id, written }: Ruleset): Fields {
  return { target: 'branch', ...written, id, source: `${owner}/${repo}`, source_type: 'Repository' };
}

/** Completed by a schema of its own, for answers whose own schema leaves the choice. */
export function renderAs(world: World, schema: string, fields: Fields): unknown {
  return complete(world.document, schemaOf(world.document, schema), fields);
}

function associationOf({ collaborator, type }: User): string {
  return collaborator || type === 'Bot' ? 'COLLABORATOR' : 'NONE';
}
