import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import { withoutCredentials } from '@souk/git/git-error.ts';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { LeaderService, Term } from '../leadership/term.ts';
import { leaveOutMeasures } from '../source/leave-out-measures.ts';
import { nextPollMs } from '../source/next-poll-ms.ts';
import type { Store } from '../store/store.ts';
import { logEvent } from '../telemetry/log-events.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import { type QueueStats, WorkQueue } from '../work/work-queue.ts';
import type { CatalogJudge } from './catalog-judge.ts';
import type { CatalogSource } from './catalog-source.ts';
import { CatalogSync, SyncRefusal, type SyncReport } from './catalog-sync.ts';
import { failEntity } from './fail-entity.ts';
import { recordFailure, recordRecovery } from './record-failure.ts';
import type { Touched } from './touched.ts';

export interface ReconcilerPorts {
  readonly source: CatalogSource;
  readonly judge: CatalogJudge;
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From 0 to 1, for jitter. */
  readonly random: () => number;
  readonly tracing: Tracing;
  /** Brings everything derived from the store up to date, and tells others. */
  readonly onWritten: () => Promise<void>;
  /** Called after each pass over the source, however it ended. */
  readonly onPass: (pass: Pass) => void;
  /** Called when a pass failed, or when entities could not be judged again. */
  readonly onFailure: () => void;
}

export type Pass = PassTimes &
  (
    | { readonly outcome: 'unchanged' }
    | { readonly outcome: 'synced'; readonly seconds: number; readonly report: SyncReport }
    | {
        readonly outcome: 'failed';
        readonly seconds: number;
        readonly error: string;
        readonly refused: boolean;
      }
  );

interface PassTimes {
  readonly begunAt: Date;
  /** When it ended. */
  readonly at: Date;
}

export interface ReconcilerOptions {
  readonly pollMs: number;
  /** Everything is read and judged anew this often, whatever changed: some findings depend on the day alone. */
  readonly resyncMs: number;
}

/** Entities that are judged again between two looks at what is more urgent. */
const BATCH = 500;

/**
 * Keeps the registry true to its source while this process leads: one pass right away, one every poll, one after
 * every `wake`, and in between what can wait. A pass that fails leaves the registry as it was.
 */
export class Reconciler implements LeaderService {
  readonly name = 'reconciler';
  readonly #ports: ReconcilerPorts;
  readonly #options: ReconcilerOptions;
  readonly #queue: WorkQueue;
  #wakeUp = new AbortController();
  #sync: CatalogSync | undefined;
  #failures = 0;
  #lastError: string | undefined;

  constructor(ports: ReconcilerPorts, options: ReconcilerOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#queue = new WorkQueue(ports.random);
  }

  /** Asks for a pass now; during one, for another right after it. */
  wake(): void {
    this.#wakeUp.abort();
  }

  queueStats(): QueueStats {
    return this.#queue.stats(this.#ports.clock.now());
  }

  /** The catalog that the registry holds; undefined while this process does not lead or has not read one. */
  currentSnapshot(): CatalogSnapshot | undefined {
    return this.#sync?.served;
  }

  /** Of the policies that the registry was judged by; undefined as long as `currentSnapshot` is. */
  policyDigest(): string | undefined {
    return this.#sync?.policyDigest;
  }

  /** What was touched since this was called last, and `currentSnapshot` shows; undefined when nothing was. */
  takeTouched(): Touched | undefined {
    return this.#sync?.takeTouched();
  }

  /** Resolves when no sync is under way; to wait for the source is none. */
  async whenCalm(): Promise<void> {
    await this.#sync?.whenCalm();
  }

  async run(term: Term): Promise<void> {
    const { clock } = this.#ports;
    term.ended.addEventListener('abort', () => this.wake(), { once: true });
    this.#sync = new CatalogSync(this.#ports, this.#queue, term);
    let pollAt = 0;
    let resyncAt = 0;
    try {
      while (!term.ended.aborted) {
        const now = clock.now().getTime();
        if (this.#wakeUp.signal.aborted || now >= pollAt) {
          this.#wakeUp = new AbortController();
          if (term.ended.aborted) break;
          const whole = now >= resyncAt;
          const done = await this.#pass(term, this.#sync, whole);
          const wait = nextPollMs(this.#options.pollMs, this.#failures, this.#ports.random());
          pollAt = clock.now().getTime() + wait;
          if (whole && done) resyncAt = clock.now().getTime() + this.#options.resyncMs;
        } else if (await this.#judgeWaiting(term, this.#sync)) {
          // A turn of the event loop, so that requests are answered between two batches.
          await new Promise((resolve) => setImmediate(resolve));
        } else {
          const due = Math.min(pollAt, this.#queue.nextDueAt()?.getTime() ?? Number.POSITIVE_INFINITY);
          await clock.sleep(Math.max(due - now, 1), this.#wakeUp.signal);
        }
      }
    } finally {
      this.#sync = undefined;
    }
  }

  /** @returns whether it went well */
  async #pass(term: Term, sync: CatalogSync, whole: boolean): Promise<boolean> {
    const { clock, onPass, logger, tracing } = this.#ports;
    const begunAt = clock.now();
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1_000;
    try {
      const report = await tracing.span('sync', { whole }, () => sync.follow(whole));
      const at = clock.now();
      if (this.#failures > 0) {
        if (report === undefined) await term.write((db) => recordRecovery(db, at));
        logEvent(logger, 'sync.recovered', { failures: this.#failures }, 'the source can be followed again');
      }
      this.#failures = 0;
      this.#lastError = undefined;
      if (report === undefined) onPass({ outcome: 'unchanged', begunAt, at });
      else {
        this.#tell(report, seconds());
        onPass({ outcome: 'synced', begunAt, at, seconds: seconds(), report });
      }
      return true;
    } catch (error) {
      if (term.ended.aborted) return false;
      await this.#fail(term, error, { begunAt, seconds: seconds() });
      return false;
    }
  }

  #tell(report: SyncReport, seconds: number): void {
    const { logger } = this.#ports;
    const { commit, revision, added, modified, removed, later, held, timings } = report;
    const counts = { added, modified, removed, later, held, unreadable: report.unreadable.length };
    const durationMs = Math.round(seconds * 1_000);
    const fields = { commit, revision, ...counts, ...timings, durationMs };
    if (report.wrote) logEvent(logger, 'sync.applied', fields, 'the registry was brought up to date');
    if (held > 0) logEvent(logger, 'sync.held', { commit, held }, `${held} removals wait for approval`);
  }

  async #judgeWaiting(term: Term, sync: CatalogSync): Promise<boolean> {
    const taken = this.#queue.take(this.#ports.clock.now(), BATCH);
    if (taken === undefined) return false;
    try {
      await sync.judgeAgain(taken);
    } catch (error) {
      if (term.ended.aborted) return false;
      // What could not be done is found again when everything is read anew.
      const { logger, onFailure } = this.#ports;
      logger.error({ err: error }, 'entities could not be judged again');
      onFailure();
      for (const name of taken.keys)
        failEntity(this.#queue, { name, reason: messageOf(error), lane: taken.lane }, this.#ports);
    }
    return true;
  }

  async #fail(
    term: Term,
    cause: unknown,
    { begunAt, seconds }: { readonly begunAt: Date; readonly seconds: number },
  ): Promise<void> {
    const { clock, logger, onPass, onFailure } = this.#ports;
    const error = messageOf(cause);
    const at = clock.now();
    this.#failures++;
    if (this.#lastError !== error) logEvent(logger, 'sync.failed', { err: cause }, `sync failed: ${error}`);
    this.#lastError = error;
    onFailure();
    onPass({ outcome: 'failed', begunAt, at, seconds, error, refused: cause instanceof SyncRefusal });
    await term
      .write((db) => recordFailure(db, error, at))
      .catch((reason: unknown) => logger.error({ err: reason }, 'the failed sync could not be recorded'));
  }
}

function messageOf(error: unknown): string {
  return leaveOutMeasures(withoutCredentials(error instanceof Error ? error.message : String(error)));
}
