import { renderIssue, renderRepository, renderReview, renderUser } from '../fake-github/answers/render.ts';
import { renderPull, renderPullSimple } from '../fake-github/answers/render-pull.ts';
import { complete } from '../fake-github/document/complete.ts';
import type { FakeGitHub } from '../fake-github/start-fake-github.ts';
import { mergeCommits } from '../fake-github/state/merge-commits.ts';
import { listFiles } from '../fake-github/state/pull-changes.ts';
import { baseOf, headOf, type PullRequest, requirePull } from '../fake-github/state/pull-head.ts';
import type { QueueEntry, Review, User, World } from '../fake-github/state/world.ts';
import type { WorkflowEvent } from './workflow-event.ts';

type Payload = Readonly<Record<string, unknown>>;

/** `pull_request` runs on the merge of the change, `pull_request_target` on the base. */
export async function pullRequestEvent(
  fake: FakeGitHub,
  name: 'pull_request' | 'pull_request_target',
  number: number,
  action = 'synchronize',
): Promise<WorkflowEvent> {
  const { world } = fake;
  const issue = requirePull(world, number);
  const pull_request = { ...(await renderPull(world, issue)), auto_merge: null };
  const payload = payloadOf(fake, `pull-request-${action.replaceAll('_', '-')}`, issue.author, {
    action,
    number,
    pull_request,
    ...(action === 'synchronize'
      ? { before: await baseOf(world, issue), after: await headOf(world, issue) }
      : {}),
    ...(action === 'edited' ? { changes: {} } : {}),
  });
  const { pull } = issue;
  const paths = (await listFiles(world, issue)).map(({ filename }) => String(filename));
  const isTarget = name === 'pull_request_target';
  return {
    name,
    payload,
    sha: isTarget ? await defaultSha(fake) : await makeMergeRef(fake, issue),
    ref: isTarget ? `refs/heads/${world.defaultBranch}` : `refs/pull/${number}/merge`,
    headRef: pull.headBranch,
    baseRef: pull.baseBranch,
    actor: issue.author.login,
    restricted: !isTarget && isFork(world, issue),
    branch: pull.baseBranch,
    paths,
  };
}

/** A review came in, was edited or dismissed: the workflow is that of the change. */
export async function reviewEvent(
  fake: FakeGitHub,
  review: Review,
  action: 'submitted' | 'edited' | 'dismissed' = 'submitted',
): Promise<WorkflowEvent> {
  const { world } = fake;
  const issue = requirePull(world, review.pull);
  const rendered = renderReview(world, review);
  const payload = payloadOf(fake, `pull-request-review-${action}`, review.author, {
    action,
    pull_request: { ...(await renderPullSimple(world, issue)), auto_merge: null },
    review: { ...rendered, state: review.state.toLowerCase() },
    ...(action === 'edited' ? { changes: {} } : {}),
  });
  return {
    name: 'pull_request_review',
    payload,
    sha: await makeMergeRef(fake, issue),
    ref: `refs/pull/${issue.number}/merge`,
    headRef: issue.pull.headBranch,
    baseRef: issue.pull.baseBranch,
    actor: review.author.login,
    restricted: isFork(world, issue),
    branch: issue.pull.baseBranch,
  };
}

/**
 * The workflow that a pull request started is over. Of a fork, GitHub does not say which pull request it was.
 *
 * @param workflow name of the workflow that ran
 */
export async function workflowRunEvent(
  fake: FakeGitHub,
  workflow: string,
  number: number,
  event = 'pull_request_review',
): Promise<WorkflowEvent> {
  const { world } = fake;
  const issue = requirePull(world, number);
  const head_sha = await headOf(world, issue);
  const pulls = [{ number, head: { ref: issue.pull.headBranch, sha: head_sha } }];
  const [owner = '', name = ''] = (issue.pull.headRepository ?? '').split('/');
  const payload = payloadOf(fake, 'workflow-run-completed', issue.author, {
    action: 'completed',
    workflow: { name: workflow, state: 'active' },
    workflow_run: {
      id: 4241,
      name: workflow,
      event,
      status: 'completed',
      conclusion: 'success',
      head_branch: issue.pull.headBranch,
      head_sha,
      head_repository: { full_name: issue.pull.headRepository ?? '', name, owner: { login: owner } },
      pull_requests: isFork(world, issue) ? [] : pulls,
    },
  });
  return {
    ...(await onDefaultBranch(fake, 'workflow_run', payload, issue.author)),
    branch: issue.pull.headBranch,
    workflow,
  };
}

export async function mergeGroupEvent(fake: FakeGitHub, entry: QueueEntry): Promise<WorkflowEvent> {
  const { world } = fake;
  const base_ref = `refs/heads/${world.defaultBranch}`;
  const payload = payloadOf(fake, 'merge-group-checks-requested', entry.enqueuedBy, {
    action: 'checks_requested',
    merge_group: {
      head_sha: entry.sha,
      head_ref: entry.ref,
      base_sha: entry.baseSha,
      base_ref,
      head_commit: { id: entry.sha },
    },
  });
  return {
    name: 'merge_group',
    payload,
    sha: entry.sha,
    ref: entry.ref,
    actor: entry.enqueuedBy.login,
    restricted: false,
    branch: world.defaultBranch,
  };
}

/** A push to the default branch, which has happened already. */
export async function pushEvent(fake: FakeGitHub, before: string, by: string): Promise<WorkflowEvent> {
  const { world } = fake;
  const after = await defaultSha(fake);
  const names = await world.origin.git(['diff', '--name-only', '-z', before, after]);
  const ref = `refs/heads/${world.defaultBranch}`;
  const payload = payloadOf(fake, 'push', userOf(world, by), { before, after, ref });
  const event = await onDefaultBranch(fake, 'push', payload, userOf(world, by));
  return { ...event, branch: world.defaultBranch, paths: names.split('\0').filter((path) => path !== '') };
}

export async function issueEvent(
  fake: FakeGitHub,
  number: number,
  action: 'opened' | 'edited' | 'labeled',
): Promise<WorkflowEvent> {
  const { world } = fake;
  const issue = world.issues.get(number);
  if (issue === undefined) throw new Error(`There is no issue ${number}.`);
  const rendered = renderIssue(world, issue);
  const payload = payloadOf(fake, `issues-${action}`, issue.author, { action, issue: rendered });
  return onDefaultBranch(fake, 'issues', payload, issue.author);
}

/** A schedule is over, or somebody starts the workflow by hand. */
export async function dispatchEvent(
  fake: FakeGitHub,
  name: 'schedule' | 'workflow_dispatch',
  options: { readonly by?: string; readonly inputs?: WorkflowEvent['inputs'] } = {},
): Promise<WorkflowEvent> {
  const { world } = fake;
  const sender = userOf(world, options.by ?? 'github-actions[bot]');
  const { inputs } = options;
  const payload = { repository: renderRepository(world), sender: renderUser(sender), inputs: inputs ?? null };
  const event = await onDefaultBranch(fake, name, payload, sender);
  return inputs === undefined ? event : { ...event, inputs };
}

async function onDefaultBranch(
  fake: FakeGitHub,
  name: string,
  payload: Payload,
  by: User,
): Promise<WorkflowEvent> {
  const ref = `refs/heads/${fake.world.defaultBranch}`;
  return { name, payload, sha: await defaultSha(fake), ref, actor: by.login, restricted: false };
}

/** A payload with everything that GitHub's document promises of it. */
function payloadOf({ world, api }: FakeGitHub, webhook: string, sender: User, stated: Payload): Payload {
  const { document, validator } = api;
  const schema = document['x-webhooks'][webhook]?.post.requestBody?.content?.['application/json']?.schema;
  if (schema === undefined) throw new Error(`GitHub's document knows no event ${webhook}.`);
  const common = { repository: renderRepository(world), sender: renderUser(sender) };
  const payload = complete(document, schema, { ...common, ...stated });
  const problems = validator.schema(schema, payload);
  if (problems.length > 0) throw new Error(`The event ${webhook} is wrong: ${problems.join('; ')}`);
  return isPayload(payload) ? payload : {};
}

function isPayload(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null;
}

/** Makes `refs/pull/N/merge` as GitHub does, and gives its commit. */
async function makeMergeRef(fake: FakeGitHub, issue: PullRequest): Promise<string> {
  const { world } = fake;
  const [base, head] = [await baseOf(world, issue), await headOf(world, issue)];
  const message = `Merge ${head} into ${base}`;
  const commit = await mergeCommits(world, { base, head, method: 'merge', message, by: issue.author });
  if (commit === undefined) {
    throw new Error(`Pull request ${issue.number} conflicts: GitHub starts no workflow for it.`);
  }
  await fake.origin.setRef(`refs/pull/${issue.number}/merge`, commit);
  return commit;
}

function isFork({ owner, repo }: World, { pull }: PullRequest): boolean {
  return pull.headRepository !== `${owner}/${repo}`;
}

async function defaultSha({ origin, world }: FakeGitHub): Promise<string> {
  return origin.git(['rev-parse', `refs/heads/${world.defaultBranch}`]);
}

function userOf(world: World, login: string): User {
  const user = world.users.get(login.toLowerCase());
  if (user === undefined) throw new Error(`There is no account ${login}.`);
  return user;
}
