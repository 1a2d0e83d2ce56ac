import { resolve } from 'node:path';
import { fetchRef } from '@souk/git/fetch-ref.ts';
import { openRepository, type Repository, resolveCommit } from '@souk/git/repository.ts';
import { createRepositoryClient } from '@souk/github/create-repository-client.ts';
import { readBot } from '@souk/github/read-bot.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import type { Account } from '@souk/model/approval/review.ts';
import { type OpenCheck, openCheck } from '../check/open-check.ts';
import type { ActionContext } from '../runtime/action-context.ts';
import { createPayloadReader } from '../runtime/payload-reader.ts';

/** What every verdict of a run is made with. All of it comes from the branch that is guarded. */
export interface Gate {
  readonly context: ActionContext;
  readonly client: RepositoryClient;
  readonly appSlug: string;
  /** The account that comments and checks of ours are by. It is asked for while other things are done. */
  readonly bot: Promise<Account>;
  readonly repository: Repository;
  /** The branch that is guarded. */
  readonly branch: string;
  /** Its tip, which is checked out. */
  readonly base: string;
  /** Comes later than the rest: the policies take longest to open. */
  readonly check: Promise<OpenCheck>;
  /** Fetches a ref of the repository as objects, and gives its commit. */
  readonly fetch: (ref: string) => Promise<string>;
  readonly now: Date;
}

const FETCH_TIMEOUT_MS = 120_000;

/**
 * Opens what verdicts are made with: the workspace has to be a clone of the guarded branch with its history.
 *
 * @throws {ActionFault} when inputs or event are not what they should be
 * @throws {GitError}
 * @throws {GitHubError} when the app is not known
 */
export async function openGate(context: ActionContext, now: Date): Promise<Gate> {
  const { workspace, repository: names, apiUrl, event, log } = context;
  const token = context.requiredInput('token');
  const appSlug = context.input('app-slug');
  const client = createRepositoryClient({ token, apiUrl, ...names, tell: log.warn });
  const advisories = context.input('advisories');
  const check = openCheck(workspace, advisories === '' ? {} : { advisories: resolve(workspace, advisories) });
  const bot = readBot(client, appSlug);
  for (const opening of [check, bot]) opening.catch(() => undefined);
  const [repository, base] = await Promise.all([openRepository(workspace), resolveCommit(workspace, 'HEAD')]);
  const authorization = { server: context.serverUrl, header: basicHeader(token) };
  return {
    ...{ context, client, appSlug, bot, repository, base, check, now },
    branch: createPayloadReader(event.name, event.payload).text('repository.default_branch'),
    fetch: (ref) =>
      fetchRef(repository, { remote: 'origin', ref, authorization, timeoutMs: FETCH_TIMEOUT_MS }),
  };
}

/** Git takes tokens of the host as the password of a user of this name. */
function basicHeader(token: string): string {
  return `Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
}
