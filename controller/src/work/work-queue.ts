/** What people changed and could not be written goes first; what depends on it and is judged again can wait. */
export type Lane = 'change' | 'background';

export interface TakenWork {
  readonly lane: Lane;
  readonly keys: readonly string[];
}

export interface ParkedWork {
  readonly key: string;
  /** Why it failed the last time. */
  readonly reason: string;
  readonly attempts: number;
  readonly since: Date;
}

export interface QueueStats {
  readonly depth: Readonly<Record<Lane, number>>;
  /** Seconds that the oldest work which could be done has waited; 0 when there is none. */
  readonly oldestSeconds: number;
  readonly parked: readonly ParkedWork[];
}

interface Waiting {
  readonly lane: Lane;
  readonly since: number;
  readonly dueAt: number;
}

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60 * 1_000;
const JITTER = 0.2;
/** Attempts after which work that always fails is set aside, until somebody changes what it is about. */
const MOST_ATTEMPTS = 8;

/**
 * Work to be done, each key once however often it is asked for. It holds nothing that could not be found out again: a
 * process that starts anew fills it from what Git and the store say.
 */
export class WorkQueue {
  readonly #waiting = new Map<string, Waiting>();
  readonly #failures = new Map<string, { readonly attempts: number; readonly reason: string }>();
  readonly #parked = new Map<string, ParkedWork>();
  readonly #random: () => number;

  /** @param random from 0 to 1, for the jitter */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Asks for work that can wait; not for what is parked. */
  add(keys: Iterable<string>, now: Date): void {
    const since = now.getTime();
    for (const key of keys)
      if (!this.#parked.has(key) && !this.#waiting.has(key))
        this.#waiting.set(key, { lane: 'background', since, dueAt: since });
  }

  /** Takes work that is due, all of one lane: changes before anything else. */
  take(now: Date, most: number): TakenWork | undefined {
    for (const lane of ['change', 'background'] as const) {
      const keys: string[] = [];
      for (const [key, waiting] of this.#waiting) {
        if (keys.length === most) break;
        if (waiting.lane === lane && waiting.dueAt <= now.getTime()) keys.push(key);
      }
      if (keys.length === 0) continue;
      for (const key of keys) this.#waiting.delete(key);
      return { lane, keys };
    }
    return undefined;
  }

  succeed(key: string): void {
    this.#forgive(key);
  }

  /**
   * Puts work back that could not be done: later and later, and at last aside.
   * @returns whether it was set aside
   */
  fail(key: string, reason: string, lane: Lane, now: Date): boolean {
    const attempts = (this.#failures.get(key)?.attempts ?? 0) + 1;
    this.#failures.set(key, { attempts, reason });
    if (attempts >= MOST_ATTEMPTS) {
      this.#waiting.delete(key);
      this.#parked.set(key, { key, reason, attempts, since: now });
      return true;
    }
    const wait = Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);
    const dueAt = now.getTime() + wait * (1 - JITTER + 2 * JITTER * this.#random());
    this.#waiting.set(key, { lane, since: now.getTime(), dueAt });
    return false;
  }

  /** Forgets all about what is gone, or is another thing now that somebody has changed it. */
  drop(key: string): void {
    this.#waiting.delete(key);
    this.#forgive(key);
  }

  /** Gives parked work another chance, as when everything is looked at anew. */
  release(): void {
    for (const key of [...this.#parked.keys()]) this.#forgive(key);
  }

  /** When the next work is due; undefined when there is none. */
  nextDueAt(): Date | undefined {
    let next = Number.POSITIVE_INFINITY;
    for (const { dueAt } of this.#waiting.values()) next = Math.min(next, dueAt);
    return Number.isFinite(next) ? new Date(next) : undefined;
  }

  stats(now: Date): QueueStats {
    const depth = { change: 0, background: 0 };
    let oldest = now.getTime();
    for (const { lane, since, dueAt } of this.#waiting.values()) {
      depth[lane]++;
      if (dueAt <= now.getTime()) oldest = Math.min(oldest, since);
    }
    return {
      depth,
      oldestSeconds: (now.getTime() - oldest) / 1_000,
      parked: [...this.#parked.values()],
    };
  }

  #forgive(key: string): void {
    this.#failures.delete(key);
    this.#parked.delete(key);
  }
}
