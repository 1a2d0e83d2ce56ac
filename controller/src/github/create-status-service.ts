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
    run: (term) => {
      let waiting = '';
      const pass = async (): Promise<void> => {
        waiting = await postStatuses(term, waiting, ports);
      };
      return runPasses(term, {
        name: 'telling of commits',
        pass,
        onFailure: () => telemetry.failed('github'),
        subscribe,
        idleMs: IDLE_MS,
        clock,
        logger,
        random,
      });
    },
  };
}

/**
 * @param waiting the status that was posted last of a commit that is held: it is posted again once it changes
 * @returns that of now
 */
async function postStatuses(
  term: Term,
  waiting: string,
  { store, github, publicUrl, clock, logger, telemetry }: StatusServicePorts,
): Promise<string> {
  const unposted = await readUnposted(store.db, new Date(clock.now().getTime() - DAY_MS));
  if (unposted.length === 0) return waiting;
  const client = github.openClient();
  let pending = waiting;
  for (const published of unposted) {
    if (term.ended.aborted) break;
    const status = assembleStatus(published, publicUrl);
    const words = JSON.stringify(status);
    if (words === waiting) continue;
    const refusal = await post(client, status);
    if (refusal !== undefined) {
      telemetry.failed('github');
      logger.warn(`${github.repository} takes no status of ${published.commit}: ${refusal}`);
    }
    if (status.state === 'pending') pending = words;
    else await markPosted(term, published.commit, clock.now());
  }
  return pending;
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

async function markPosted(term: Term, commit: string, now: Date): Promise<void> {
  await term.write((db) =>
    db.updateTable('applied_commit').set({ status_posted_at: now }).where('commit', '=', commit).execute(),
  );
}
