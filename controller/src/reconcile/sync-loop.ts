import { withoutCredentials } from '@souk/git/git-error.ts';
import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import type { Logger } from 'pino';
import type { SyncStatus } from '../store/sync-status.ts';
import { recordFailure } from './record-failure.ts';
import type { SyncCursor } from './sync-cursor.ts';
import { type SyncOutcome, type SyncPorts, syncOnce } from './sync-once.ts';

/** Some findings depend on the day alone, so even an unchanged catalog is judged again after this long. */
const AUDIT_MS = 60 * 60 * 1_000;

export interface SyncLoopPorts extends SyncPorts {
  /** Brings everything derived from the store up to date with these entities. */
  readonly onApplied: (keys: readonly EntityKey[]) => Promise<void>;
  readonly logger: Logger;
}

export interface SyncLoopOptions {
  readonly pollMs: number;
  /** Where an earlier process left off. */
  readonly cursor: SyncCursor;
}

/**
 * Keeps the registry true to its source: one pass at a time, one right away, one every poll, and one more
 * after every `wake`. A pass that fails leaves the registry as it was.
 */
export class SyncLoop {
  readonly #ports: SyncLoopPorts;
  readonly #pollMs: number;
  readonly #stop = new AbortController();
  readonly #attempted = Promise.withResolvers<void>();
  #wakeUp = new AbortController();
  #status: SyncStatus;
  /** Fingerprint of the last pass that went well; undefined asks for a full pass. */
  #fingerprint: string | undefined;
  #auditDue = 0;
  /** Written entities that `onApplied` has not taken over yet. */
  #pending: readonly EntityKey[] = [];
  #running: Promise<void> | undefined;

  constructor(ports: SyncLoopPorts, { pollMs, cursor }: SyncLoopOptions) {
    this.#ports = ports;
    this.#pollMs = pollMs;
    this.#status = {
      source: ports.source.kind,
      branch: ports.source.branch,
      state: 'syncing',
      commit: cursor.commit,
      syncedAt: undefined,
      error: undefined,
      unreadable: cursor.unreadable,
      ready: false,
    };
  }

  get status(): SyncStatus {
    return this.#status;
  }

  /** Starts following the source; resolves after the first pass, however it ended. */
  start(): Promise<void> {
    this.#running ??= this.#run();
    return this.#attempted.promise;
  }

  /** Asks for a pass now; during one, for another right after it. */
  wake(): void {
    this.#wakeUp.abort();
  }

  /** Stops after the statement that is being carried out. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wakeUp.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#wakeUp = new AbortController();
      await this.#pass();
      this.#attempted.resolve();
      if (!this.#stop.signal.aborted) await this.#ports.clock.sleep(this.#pollMs, this.#wakeUp.signal);
    }
    this.#attempted.resolve();
  }

  async #pass(): Promise<void> {
    const { clock } = this.#ports;
    const auditing = clock.now().getTime() >= this.#auditDue;
    try {
      const outcome = await syncOnce(this.#ports, {
        unlessFingerprint: auditing ? undefined : this.#fingerprint,
        onWork: () => this.#show({ state: 'syncing' }),
        signal: this.#stop.signal,
      });
      await this.#summarise(outcome);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      await this.#fail(error instanceof Error ? error.message : String(error), error);
    }
  }

  async #summarise(outcome: SyncOutcome): Promise<void> {
    const now = this.#ports.clock.now();
    switch (outcome.type) {
      case 'unchanged':
        return this.#show({ syncedAt: now });
      case 'refused':
        return this.#fail(outcome.reason);
      case 'synced': {
        const { applied, fingerprint, commit, unreadable } = outcome;
        this.#pending = [...this.#pending, ...applied.written, ...applied.deleted];
        if (this.#pending.length > 0) await this.#ports.onApplied(this.#pending);
        this.#pending = [];
        this.#fingerprint = fingerprint;
        this.#auditDue = now.getTime() + AUDIT_MS;
        return this.#show({
          state: 'synced',
          commit,
          unreadable,
          syncedAt: now,
          error: undefined,
          ready: true,
        });
      }
    }
  }

  async #fail(message: string, cause?: unknown): Promise<void> {
    const { store, clock, logger } = this.#ports;
    const error = withoutCredentials(message);
    this.#fingerprint = undefined;
    if (this.#status.error !== error) logger.error({ err: cause }, `sync failed: ${error}`);
    // What an earlier process synced is as good as ever: it can be served.
    this.#show({ state: 'failed', error, ready: this.#status.ready || this.#status.commit !== undefined });
    await recordFailure(store.db, error, clock.now()).catch((reason: unknown) => {
      logger.error({ err: reason }, 'the failed sync could not be recorded');
    });
  }

  #show(change: Partial<SyncStatus>): void {
    this.#status = { ...this.#status, ...change };
  }
}
