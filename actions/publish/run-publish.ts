import { setTimeout } from 'node:timers/promises';
import { createRepositoryClient } from '@souk/github/create-repository-client.ts';
import { listPullsOfCommit } from '@souk/github/list-pulls-of-commit.ts';
import { readBot } from '@souk/github/read-bot.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import { setCommitStatus } from '@souk/github/set-commit-status.ts';
import { upsertComment } from '@souk/github/upsert-comment.ts';
import { type ExitCode, exitCode } from '../cli/exit-code.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import { ActionFault } from '../runtime/action-fault.ts';
import { parseEvent } from '../runtime/parse-event.ts';
import { listPushedCommits } from './list-pushed-commits.ts';
import type { Publication } from './publication.ts';
import { PUBLISHED_MARKER, type PublishedNotice, renderMerged, renderPublished } from './render-published.ts';
import { waitForPublication } from './wait-for-publication.ts';

const LONGEST_WAIT = 3_600;

/**
 * Says on merged pull requests that the registry has them.
 *
 * @throws {ActionFault}
 * @throws {GitHubError}
 */
export async function runPublish(context: ActionContext): Promise<ExitCode> {
  const { log } = context;
  const event = parseEvent(context.event);
  if (event.kind !== 'push' || event.after === undefined || !event.ref.startsWith('refs/heads/')) {
    log.info('Nothing was pushed to a branch, so there is nothing to publish. Run this action on: push.');
    return exitCode.pass;
  }
  const url = readUrl(context.input('souk-url'));
  const seconds = readSeconds(context.input('timeout-seconds'));
  const client = createRepositoryClient({
    ...{ token: context.requiredInput('token'), apiUrl: context.apiUrl, ...context.repository },
    tell: log.info,
  });
  const branch = event.ref.slice('refs/heads/'.length);
  const commits = await listPushedCommits(context.workspace, { before: event.before, after: event.after });
  const pulls = await findPulls(client, commits, branch);
  if (url === undefined) {
    await commentOnAll(client, context, pulls, renderMerged);
    log.info('No controller is named by souk-url, so none was asked.');
    return exitCode.pass;
  }
  const publication = await publish(client, context, { url, seconds, commit: event.after });
  await commentOnAll(client, context, pulls, (commit) => renderPublished(publication, commit).comment);
  if (publication.state === 'published') context.setOutput('revision', publication.revision);
  return publication.state === 'broken' ? exitCode.fault : exitCode.pass;
}

interface Demand {
  readonly url: URL;
  readonly seconds: number;
  readonly commit: string;
}

async function publish(
  client: RepositoryClient,
  { log, runUrl, appendSummary }: ActionContext,
  { url, seconds, commit }: Demand,
): Promise<Publication> {
  const setStatus = (status: PublishedNotice['status']) =>
    setCommitStatus(client, {
      ...{ sha: commit, context: 'souk/published', ...status },
      ...(runUrl === undefined ? {} : { targetUrl: runUrl }),
    });
  await setStatus({ state: 'pending', description: 'Merged. Waiting for the controller to publish it.' });
  log.progress('Waiting for the controller');
  const now = () => performance.now();
  const publication = await waitForPublication({ url, commit, seconds, now, pause: setTimeout });
  const { comment, status } = renderPublished(publication, commit);
  await setStatus(status);
  await appendSummary(comment);
  if (publication.state === 'published') log.info(status.description);
  else log.warn(status.description);
  return publication;
}

/** Merged pull requests with the commit that each came in by. */
async function findPulls(
  client: RepositoryClient,
  commits: readonly string[],
  branch: string,
): Promise<ReadonlyMap<number, string>> {
  const pulls = new Map<number, string>();
  for (const sha of commits) {
    for (const number of await listPullsOfCommit(client, { sha, branch })) {
      if (!pulls.has(number)) pulls.set(number, sha);
    }
  }
  return pulls;
}

async function commentOnAll(
  client: RepositoryClient,
  context: ActionContext,
  pulls: ReadonlyMap<number, string>,
  render: (commit: string) => string,
): Promise<void> {
  if (pulls.size === 0) {
    context.log.info('No merged pull request belongs to what was pushed.');
    return;
  }
  const bot = await readBot(client, context.input('app-slug') || 'github-actions');
  for (const [number, commit] of pulls) {
    const body = `${PUBLISHED_MARKER}\n${render(commit)}`;
    await upsertComment(client, number, { marker: PUBLISHED_MARKER, body, bot });
  }
}

function readUrl(text: string): URL | undefined {
  if (text === '') return undefined;
  const url = URL.parse(text);
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  throw new ActionFault(
    'usage',
    'The input souk-url must be the address of the controller, such as https://souk.example.com.',
  );
}

function readSeconds(text: string): number {
  const seconds = Number(text === '' ? 300 : text);
  if (Number.isSafeInteger(seconds) && seconds > 0 && seconds <= LONGEST_WAIT) return seconds;
  throw new ActionFault(
    'usage',
    `The input timeout-seconds takes a whole number from 1 to ${LONGEST_WAIT}, and got ${JSON.stringify(text)}.`,
  );
}
