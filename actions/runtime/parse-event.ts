import { ActionFault } from './action-fault.ts';
import { createPayloadReader, type PayloadReader } from './payload-reader.ts';

/** A commit, and the branch whose tip it is. */
export interface CommitOfBranch {
  readonly sha: string;
  readonly ref: string;
}

export interface PullRequestEvent {
  readonly kind: 'pull-request';
  /** Such as `opened` or `synchronize`. */
  readonly action: string;
  readonly number: number;
  readonly head: CommitOfBranch;
  readonly base: CommitOfBranch;
  /** Also true when the repository that it came from is gone. */
  readonly fromFork: boolean;
}

export interface MergeGroupEvent {
  readonly kind: 'merge-group';
  readonly action: string;
  readonly head: CommitOfBranch;
  readonly base: CommitOfBranch;
}

/** Another workflow ran. Its pull request is found by the commit: of forks, GitHub does not name it. */
export interface WorkflowRunEvent {
  readonly kind: 'workflow-run';
  readonly action: string;
  readonly workflow: string;
  /** What the other workflow ran for. */
  readonly event: string;
  readonly sha: string;
}

export interface PushEvent {
  readonly kind: 'push';
  /** Such as `refs/heads/main`. */
  readonly ref: string;
  /** Undefined when the push made the branch. */
  readonly before: string | undefined;
  /** Undefined when the push took the branch away. */
  readonly after: string | undefined;
}

export interface IssueEvent {
  readonly kind: 'issue';
  readonly action: string;
  readonly number: number;
}

/** Somebody started the workflow by hand. */
export interface DispatchEvent {
  readonly kind: 'dispatch';
  readonly inputs: Readonly<Record<string, string>>;
}

export interface ScheduleEvent {
  readonly kind: 'schedule';
}

/** What a workflow runs for. */
export type ActionEvent =
  | PullRequestEvent
  | MergeGroupEvent
  | WorkflowRunEvent
  | PushEvent
  | IssueEvent
  | DispatchEvent
  | ScheduleEvent;

const parsers: Readonly<Record<string, (payload: PayloadReader) => ActionEvent>> = {
  pull_request: parsePullRequest,
  pull_request_target: parsePullRequest,
  merge_group: parseMergeGroup,
  workflow_run: parseWorkflowRun,
  push: parsePush,
  issues: (payload) => ({
    kind: 'issue',
    action: payload.text('action'),
    number: payload.positive('issue.number'),
  }),
  workflow_dispatch: (payload) => ({ kind: 'dispatch', inputs: payload.texts('inputs') }),
  schedule: () => ({ kind: 'schedule' }),
};

/**
 * What a workflow runs for, from the name of the event and what it says. Only what is read here is relied upon.
 *
 * @throws {ActionFault} `event` when it is another event, or says what it should not
 */
export function parseEvent({
  name,
  payload,
}: {
  readonly name: string;
  readonly payload: unknown;
}): ActionEvent {
  const parse = Object.hasOwn(parsers, name) ? parsers[name] : undefined;
  if (parse !== undefined) return parse(createPayloadReader(name, payload));
  throw new ActionFault(
    'event',
    `The workflow runs for ${JSON.stringify(name)}; this action knows ${Object.keys(parsers).join(', ')}.`,
  );
}

function parsePullRequest(payload: PayloadReader): PullRequestEvent {
  const from = payload.optionalText('pull_request.head.repo.full_name');
  return {
    kind: 'pull-request',
    action: payload.text('action'),
    number: payload.positive('pull_request.number'),
    head: { sha: payload.sha('pull_request.head.sha'), ref: payload.text('pull_request.head.ref') },
    base: { sha: payload.sha('pull_request.base.sha'), ref: payload.text('pull_request.base.ref') },
    fromFork: from !== payload.text('pull_request.base.repo.full_name'),
  };
}

function parseMergeGroup(payload: PayloadReader): MergeGroupEvent {
  return {
    kind: 'merge-group',
    action: payload.text('action'),
    head: { sha: payload.sha('merge_group.head_sha'), ref: payload.text('merge_group.head_ref') },
    base: { sha: payload.sha('merge_group.base_sha'), ref: payload.text('merge_group.base_ref') },
  };
}

function parseWorkflowRun(payload: PayloadReader): WorkflowRunEvent {
  return {
    kind: 'workflow-run',
    action: payload.text('action'),
    workflow: payload.text('workflow_run.name'),
    event: payload.text('workflow_run.event'),
    sha: payload.sha('workflow_run.head_sha'),
  };
}

function parsePush(payload: PayloadReader): PushEvent {
  return {
    kind: 'push',
    ref: payload.text('ref'),
    before: unlessZero(payload.sha('before')),
    after: unlessZero(payload.sha('after')),
  };
}

/** The host says zeros where there is no commit. */
function unlessZero(sha: string): string | undefined {
  return /^0+$/.test(sha) ? undefined : sha;
}
