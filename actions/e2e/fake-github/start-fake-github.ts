import type { Origin } from '../origin/create-origin.ts';
import { type Arrangement, arrange } from './arrange/arrange.ts';
import { type GitHubApi, readGitHubApi } from './document/github-api.ts';
import type { OperationId } from './operations/operation.ts';
import { createFaultPlan, type PlannedFault } from './server/faults.ts';
import { listen } from './server/listen.ts';
import type { LoggedRequest } from './server/request-log.ts';
import { serveWorld } from './server/serve-world.ts';
import { createWorld } from './state/create-world.ts';
import { advanceQueue, type QueueStep } from './state/merge-queue.ts';
import type { CheckRun, Comment, Review, World } from './state/world.ts';

export interface FakeOptions {
  readonly origin: Origin;
  /** `acme` and `souk` unless given. */
  readonly owner?: string;
  readonly repo?: string;
  readonly defaultBranch?: string;
  /** Milliseconds that every answer takes at least. */
  readonly delayMs?: number;
  readonly clock?: () => Date;
  /** Read anew unless given; given, it saves most of a second. */
  readonly api?: GitHubApi;
}

/** A GitHub with one repository, whose API is checked against GitHub's own document. */
export interface FakeGitHub extends Arrangement, AsyncDisposable {
  /** Address of the API; below `/api/v3` it answers as GitHub Enterprise Server. */
  readonly url: string;
  readonly api: GitHubApi;
  /** Everything it holds, to look at and to set what `arrange` has no function for. */
  readonly world: World;
  readonly origin: Origin;
  /** All requests so far, the newest last. */
  readonly requests: readonly LoggedRequest[];
  /** Those that changed something: writes that succeeded. */
  readonly writes: readonly LoggedRequest[];
  /** Breaches of GitHub's document by us or by the fake. Disposing throws when there are any. */
  readonly violations: readonly string[];
  /** The violations so far, which are then forgotten: for tests that expect some. */
  takeViolations(): readonly string[];
  /** Forgets the requests so far. */
  forgetRequests(): void;
  commentsOn(number: number): readonly Comment[];
  reviewsOf(number: number): readonly Review[];
  labelsOf(number: number): readonly string[];
  isMerged(number: number): boolean;
  /** Runs of checks on a commit, the newest last. */
  checkRuns(sha: string): readonly CheckRun[];
  /** Lets requests fail. */
  fail(planned: PlannedFault): void;
  /** Refuses connections until it comes back. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  setDelay(milliseconds: number): void;
  /** How many requests are left of the hour. */
  setRemaining(requests: number): void;
  /** Does something once, before this operation is answered the next time. */
  once(operation: OperationId | 'enqueuePullRequest', hook: () => void | Promise<void>): void;
  /** What the merge queue does when the checks of its first entry are in. */
  advanceQueue(): Promise<QueueStep | undefined>;
}

/**
 * Starts one. `await using` stops it and fails the test when anything was not as GitHub's document wants it.
 *
 * @throws {Error} when the document is not on this machine
 */
export async function startFakeGitHub(options: FakeOptions): Promise<FakeGitHub> {
  const { origin, owner = 'acme', repo = 'souk', defaultBranch = 'main', clock = () => new Date() } = options;
  const api = options.api ?? (await readGitHubApi());
  const world = createWorld({ document: api.document, origin, owner, repo, defaultBranch, clock });
  const hands = arrange(world);
  hands.addApp('github-actions', {});
  const requests: LoggedRequest[] = [];
  const violations: string[] = [];
  const hooks = new Map<string, () => void | Promise<void>>();
  const faults = createFaultPlan();
  const limits = { remaining: 5000 };
  let delayMs = options.delayMs ?? 0;
  const listener = await listen({
    delayMs: () => delayMs,
    answer: serveWorld({
      api,
      world,
      faults,
      limits,
      log: (request) => requests.push(request),
      violation: (text) => violations.push(text),
      before: async (operation) => {
        const hook = hooks.get(operation);
        hooks.delete(operation);
        await hook?.();
      },
    }),
  });
  return {
    ...hands,
    url: listener.url,
    api,
    world,
    origin,
    requests,
    violations,
    get writes() {
      return requests.filter(({ writes, status }) => writes && status >= 200 && status < 300);
    },
    takeViolations: () => violations.splice(0),
    forgetRequests: () => {
      requests.length = 0;
    },
    commentsOn: (number) => world.comments.filter(({ issue }) => issue === number),
    reviewsOf: (number) => world.reviews.filter(({ pull }) => pull === number),
    labelsOf: (number) => world.issues.get(number)?.labels ?? [],
    isMerged: (number) => world.issues.get(number)?.pull?.merged !== undefined,
    checkRuns: (sha) => world.checkRuns.filter((run) => run.sha === sha),
    fail: faults.add,
    goDown: listener.close,
    comeBack: listener.open,
    setDelay: (milliseconds) => {
      delayMs = milliseconds;
    },
    setRemaining: (left) => {
      limits.remaining = left;
    },
    once: (operation, hook) => {
      hooks.set(operation, hook);
    },
    advanceQueue: () => advanceQueue(world),
    [Symbol.asyncDispose]: async () => {
      await listener.close();
      if (violations.length > 0) {
        throw new Error(`Not as GitHub's document wants it:\n${violations.join('\n')}`);
      }
    },
  };
}
