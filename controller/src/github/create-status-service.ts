import { isGitHubError } from '@souk/github/github-error.ts';
import type { RepositoryClient } from '@souk/github/repository-client.ts';
import { type CommitStatus, setCommitStatus } from '@souk/github/set-commit-status.ts';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Subscribe } from '../events/wake-ups.ts';
import type { LeaderService, Term } from '../leadership/term.ts';
import type { Store } from '../store/store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { runPasses } from '../work/run-passes.ts';
import { assembleStatus } from './assemble-status.ts';
import type { GitHubEffects } from './create-github-effects.ts';
import { readUnposted } from './read-unposted.ts';

export interface StatusServicePorts {
  readonly store: Store;
  readonly github: GitHubEffects;
  /** Address that people reach the registry at. */
  readonly publicUrl: string | undefined;
  readonly subscribe: Subscribe;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly telemetry: Pick<Telemetry, 'failed'>;
  /** From 0 up to 1. */
  readonly random: () => number;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A commit that changes no entity is published too, and announced by nobody. */
const IDLE_MS = 15_000;

/** Tells the Git host of each commit at which revision it was published, as a commit status: once, whatever crashes. */
export function createStatusService(ports: StatusServicePorts): LeaderService {
  const { subscribe, clock, logger, random, telemetry } = ports;
  return {
    name: 'commit-statuses',
    run: (term) =>
      runPasses(term, {
        name: 'telling of commits',
        pass: () => postStatuses(term, ports),
        onFailure: () => telemetry.failed('github'),
        subscribe,
        idleMs: IDLE_MS,
        clock,
        logger,
        random,
      }),
  };
}

async function postStatuses(
  term: Term,
  { store, github, publicUrl, clock, logger, telemetry }: StatusServicePorts,
): Promise<void> {
  const unposted = await readUnposted(store.db, new Date(clock.now().getTime() - DAY_MS));
  if (unposted.length === 0) return;
  const client = github.openClient();
  for (const published of unposted) {
    if (term.ended.aborted) return;
    const status = assembleStatus(published, publicUrl);
    const { state, description } = status;
    if (state === 'pending' && description === published.postedWhileHeld) continue;
    const refusal = await post(client, status);
    if (refusal !== undefined) {
      telemetry.failed('github');
      logger.warn(`${github.repository} takes no status of ${published.commit}: ${refusal}`);
    }
    const told = state === 'pending' ? { posted_while_held: description } : { status_posted_at: clock.now() };
    await term.write((db) =>
      db.updateTable('applied_commit').set(told).where('commit', '=', published.commit).execute(),
    );
  }
}

/** @returns why GitHub takes none of this commit, which trying again does not change */
async function post(client: RepositoryClient, status: CommitStatus): Promise<string | undefined> {
  try {
    await setCommitStatus(client, status);
    return undefined;
  } catch (error) {
    if (!isGitHubError(error, 'rejected', 'not-found')) throw error;
    return error.message;
  }
}
