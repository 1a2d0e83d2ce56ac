import type { SyncStatus } from '../store/sync-status.ts';
import type { CatalogSource } from './catalog-source.ts';
import type { Pass } from './reconciler.ts';
import type { SyncCursor } from './sync-cursor.ts';

/** Keeps how the registry stands to its source, as people are shown it. */
export class SyncMonitor {
  readonly #source: Pick<CatalogSource, 'kind' | 'branch'>;
  #status: SyncStatus;
  readonly #attempted = Promise.withResolvers<void>();

  /** @param cursor where an earlier process left off: what it synced can be served */
  constructor(source: Pick<CatalogSource, 'kind' | 'branch'>, cursor: SyncCursor) {
    this.#source = source;
    this.#status = { ...this.#placed(cursor), state: 'syncing', ready: cursor.fingerprint !== undefined };
  }

  get status(): SyncStatus {
    // The branch of a repository elsewhere is known once it was asked.
    return { ...this.#status, branch: this.#source.branch };
  }

  /** Resolves after the first pass of any process, however it ended. */
  get attempted(): Promise<void> {
    return this.#attempted.promise;
  }

  /** Takes over how a pass of this process ended. */
  passed(pass: Pass): void {
    const before = { ...this.#status, lastHandledAt: pass.begunAt };
    switch (pass.outcome) {
      case 'unchanged':
        this.#status = { ...before, state: 'synced', error: undefined, syncedAt: pass.at, ready: true };
        break;
      case 'synced': {
        const { commit, unreadable } = pass.report;
        this.#status = {
          ...before,
          state: 'synced',
          commit,
          unreadable,
          syncedAt: pass.at,
          error: undefined,
          ready: true,
        };
        break;
      }
      case 'failed':
        this.#status = { ...before, state: 'failed', error: pass.error };
        break;
    }
    this.#attempted.resolve();
  }

  /** Takes over what another process, which leads, has noted. */
  followed(cursor: SyncCursor): void {
    this.#status = this.#placed(cursor);
    if (cursor.state !== 'syncing') this.#attempted.resolve();
  }

  #placed({ state, commit, error, unreadable, syncedAt, fingerprint }: SyncCursor): SyncStatus {
    const { kind, branch } = this.#source;
    const ready = fingerprint !== undefined;
    const lastHandledAt = undefined;
    return { source: kind, branch, state, commit, syncedAt, lastHandledAt, error, unreadable, ready };
  }
}
