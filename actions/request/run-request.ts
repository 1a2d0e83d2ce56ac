import { readCommitCatalog } from '@souk/git/read-catalog.ts';
import { openRepository, resolveCommit } from '@souk/git/repository.ts';
import { createRepositoryClient } from '@souk/github/create-repository-client.ts';
import type { Issue } from '@souk/github/issue.ts';
import { readBot } from '@souk/github/read-bot.ts';
import { readIssue } from '@souk/github/read-issue.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import { syncLabels } from '@souk/github/sync-labels.ts';
import { upsertComment } from '@souk/github/upsert-comment.ts';
import type { Account } from '@souk/model/approval/review.ts';
import type { Catalog } from '@souk/model/catalog/catalog.ts';
import type { Finding } from '@souk/model/finding/finding.ts';
import { checkAnswers } from '@souk/model/request/check-answers.ts';
import { findReportedEntity } from '@souk/model/request/find-reported-entity.ts';
import { type Answers, readAnswers } from '@souk/model/request/read-answers.ts';
import { type ExitCode, exitCode } from '../cli/exit-code.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import { type ChangeRequestKind, draftChange } from './draft-change.ts';
import { type FormOfIssue, findForm } from './find-form.ts';
import { judgeDraft } from './judge-draft.ts';
import { proposeChange } from './propose-change.ts';
import { type RequestEvent, readRequestEvent } from './read-request-event.ts';
import { renderProblemNotice, teamLabel } from './render-problem-notice.ts';
import { REQUEST_MARKER, type RequestOutcome, renderRequestComment } from './render-request-comment.ts';

/**
 * Makes an issue that was written by a form a pull request, or tells the owner of an entry about a problem with it.
 * What the issue says is data of a stranger throughout.
 *
 * @throws {ActionFault}
 * @throws {GitHubError}
 * @throws {GitError}
 */
export async function runRequest(context: ActionContext): Promise<ExitCode> {
  const { log, workspace } = context;
  const event = readRequestEvent(context);
  if ('none' in event) {
    log.info(event.none);
    return exitCode.pass;
  }
  const client = createRepositoryClient({
    ...{ token: context.requiredInput('token'), apiUrl: context.apiUrl, ...context.repository },
    tell: log.info,
  });
  const issue = await readIssue(client, event.issue);
  const found = issue?.state === 'open' ? await findForm(workspace, issue.labels) : undefined;
  if (issue === undefined || found === undefined) {
    log.info(`#${event.issue} is no open issue that was made by a form of this repository.`);
    return exitCode.pass;
  }
  const answer = await answerIssue(client, context, { event, issue, ...found });
  const bot = await readBot(client, context.input('app-slug') || 'github-actions');
  await upsertComment(client, issue.number, { marker: REQUEST_MARKER, body: answer.comment, bot });
  return answer.exitCode;
}

interface RequestIssue extends FormOfIssue {
  readonly event: RequestEvent;
  readonly issue: Issue;
}

interface IssueAnswer {
  readonly comment: string;
  readonly exitCode: ExitCode;
}

async function answerIssue(
  client: RepositoryClient,
  context: ActionContext,
  request: RequestIssue,
): Promise<IssueAnswer> {
  const { kind, form, issue } = request;
  const read = readAnswers(form, issue.body);
  const problems = read.ok ? checkAnswers(kind, form, read.answers) : read.problems;
  if (!read.ok || problems.length > 0) return say({ kind: 'unclear', problems });
  const commit = await resolveCommit(context.workspace, 'HEAD');
  const { catalog } = await readCommitCatalog(await openRepository(context.workspace), commit);
  if (kind === 'problem') return tellOwner(client, issue, read.answers, catalog);
  if (issue.author === undefined) return say({ kind: 'nobody' });
  const change = { ...request, kind, requester: issue.author, answers: read.answers, catalog, commit };
  const outcome = await settle(client, context, change);
  if ('pull' in outcome) context.setOutput('pull-request', String(outcome.pull));
  return say(outcome, outcome.kind === 'fault' ? exitCode.fault : exitCode.pass);
}

interface ChangeRequest extends Omit<RequestIssue, 'kind'> {
  readonly kind: ChangeRequestKind;
  readonly requester: Account;
  readonly answers: Answers;
  readonly catalog: Catalog;
  readonly commit: string;
}

async function settle(
  client: RepositoryClient,
  { workspace, log, runUrl, serverUrl, input }: ActionContext,
  { kind, answers, catalog, commit, event, issue, requester }: ChangeRequest,
): Promise<RequestOutcome> {
  const drafted = await draftChange(kind, answers, catalog);
  if (!drafted.ok) return { kind: 'unclear', problems: drafted.problems };
  const change = drafted.draft;
  log.progress(`Judging ${change.title}`);
  const { verdict, findings } = (await judgeDraft(workspace, commit, change)).report;
  if (verdict === 'error') return { kind: 'fault', page: runUrl };
  if (verdict === 'fail') return { kind: 'denied', findings: findings.filter(isDenial) };
  return proposeChange(client, {
    ...{ change, issue: issue.number, base: event.branch, requester, sender: event.sender, serverUrl },
    reason: answers.get('reason'),
    appSlug: input('app-slug') || 'github-actions',
  });
}

function isDenial({ level, waivedBy }: Finding): boolean {
  return level === 'deny' && waivedBy === undefined;
}

async function tellOwner(
  client: RepositoryClient,
  issue: Issue,
  answers: Answers,
  catalog: Catalog,
): Promise<IssueAnswer> {
  const found = findReportedEntity(answers.get('entity') ?? '', catalog);
  if (!found.ok) return say({ kind: 'unclear', problems: found.problems });
  const label = teamLabel(found.draft);
  await syncLabels(client, issue.number, {
    wanted: label === undefined ? [] : [label],
    isManaged: (name) => name.startsWith('team: '),
    definitions:
      label === undefined ? [] : [{ name: label, color: 'c5def5', description: 'Waits for this team.' }],
  });
  return { comment: renderProblemNotice(found.draft), exitCode: exitCode.pass };
}

function say(outcome: RequestOutcome, code: ExitCode = exitCode.pass): IssueAnswer {
  return { comment: renderRequestComment(outcome), exitCode: code };
}
