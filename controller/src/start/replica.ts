import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { LeaderStanding } from '../leadership/standing.ts';
import { readLeaderStanding } from '../leadership/standing.ts';
import type { Term } from '../leadership/term.ts';
import { readSyncCursor } from '../reconcile/sync-cursor.ts';
import type { SyncMonitor } from '../reconcile/sync-monitor.ts';
import type { Store } from '../store/store.ts';

/** A process that does not lead looks this often at what the leader has noted. */
const LOOK_MS = 5_000;

export interface ReplicaPorts {
  readonly store: Store;
  readonly monitor: SyncMonitor;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How this process stands among the replicas: what it knows of the leader, or that it is the leader itself. */
export class Replica {
  readonly #ports: ReplicaPorts;
  readonly #closed = new AbortController();
  #standing: LeaderStanding = { leading: false, holder: undefined, since: undefined };
  #watching: Promise<void> | undefined;
  #looking = Promise.resolve();

  constructor(ports: ReplicaPorts) {
    this.#ports = ports;
  }

  get standing(): LeaderStanding {
    return this.#standing;
  }

  /** Begins to look at what a leader elsewhere notes. */
  watch(): void {
    this.#watching ??= this.#watch();
  }

  /** Takes over that this process has come to lead, or does no more. */
  onTerm(term: Term | undefined): void {
    this.#standing = { ...this.#standing, leading: term !== undefined };
    this.#looking = this.#looking.then(() => this.look());
  }

  /** Reads what the leader has noted, unless that is this process. Never rejects. */
  async look(): Promise<void> {
    const { store, monitor, logger } = this.#ports;
    if (this.#closed.signal.aborted) return;
    try {
      const [standing, cursor] = await Promise.all([readLeaderStanding(store.db), readSyncCursor(store.db)]);
      const { leading } = this.#standing;
      this.#standing = { ...standing, leading };
      if (!leading) monitor.followed(cursor);
    } catch (error) {
      logger.warn({ err: error }, 'what the leader has noted could not be read; it is tried again');
    }
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await Promise.all([this.#watching, this.#looking]);
  }

  async #watch(): Promise<void> {
    while (!this.#closed.signal.aborted) {
      if (!this.#standing.leading) await this.look();
      await this.#ports.clock.sleep(LOOK_MS, this.#closed.signal);
    }
  }
}
