import { finished } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Clock } from '../clock.ts';
import { ApiProblem } from './problems.ts';

/** Answers on their way out get so long when the service stops. */
const FAREWELL_MS = 2_000;

/** Requests that are answered only when something happens: a bounded number, all let go when the service stops. */
export class HeldRequests {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #held = new Map<AbortController, Promise<void>>();
  #stopping = false;

  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#most = most;
  }

  get size(): number {
    return this.#held.size;
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  /**
   * Counts a request as held until its answer is out. The signal says that nobody waits for more of it: the client
   * has left, or the service stops.
   * @throws {ApiProblem} `too-many-waiting`
   */
  hold(reply: FastifyReply): AbortSignal {
    if (this.#stopping || this.#held.size >= this.#most) {
      reply.header('retry-after', '5');
      throw new ApiProblem(
        'too-many-waiting',
        `${this.#held.size} requests are waiting for something to happen. Come back in 5 seconds.`,
      );
    }
    const ended = new AbortController();
    const answered = new Promise<void>((resolve) => {
      finished(reply.raw, () => {
        this.#held.delete(ended);
        ended.abort();
        resolve();
      });
    });
    this.#held.set(ended, answered);
    return ended.signal;
  }

  /** Lets everybody go, and resolves when the last answer is out. */
  async release(): Promise<void> {
    this.#stopping = true;
    const answers = [...this.#held.values()];
    for (const ended of [...this.#held.keys()]) ended.abort();
    const enough = new AbortController();
    await Promise.race([Promise.all(answers), this.#clock.sleep(FAREWELL_MS, enough.signal)]);
    enough.abort();
  }
}
