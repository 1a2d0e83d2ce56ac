import type { Clock } from '../clock.ts';
import type { Queryable } from '../store/store.ts';
import type { MeteredInstallation } from './metered-installation.ts';
import { readMetered } from './read-metered.ts';
import { RecentMap } from './recent-map.ts';

const MOST_KNOWN = 1_000;
/** News that nobody told of are noticed within this time. */
const KEPT_MS = 10_000;
/** Somebody who sends what is not declared makes the database look no more often than this. */
const LOOK_AGAIN_MS = 1_000;

interface Known {
  readonly since: number;
  readonly found: Promise<MeteredInstallation | undefined>;
}

/** What installations are and may meter, from memory as long as nothing has changed. */
export class KnownInstallations {
  readonly #db: Queryable;
  readonly #clock: Clock;
  readonly #known = new RecentMap<string, Known>(MOST_KNOWN);

  constructor(db: Queryable, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  get(id: string): Promise<MeteredInstallation | undefined> {
    return this.#get(id, KEPT_MS);
  }

  /** The same as of now, where something seems to be missing. */
  getAgain(id: string): Promise<MeteredInstallation | undefined> {
    return this.#get(id, LOOK_AGAIN_MS);
  }

  /** Something may have changed. */
  forget(): void {
    this.#known.clear();
  }

  #get(id: string, keptMs: number): Promise<MeteredInstallation | undefined> {
    const now = this.#clock.now().getTime();
    const known = this.#known.get(id);
    if (known !== undefined && now - known.since < keptMs) return known.found;
    const found = readMetered(this.#db, id);
    const entry = { since: now, found };
    this.#known.set(id, entry);
    found.catch(() => this.#known.delete(id));
    return found;
  }
}
