import type { Clock } from '../clock.ts';

/** Has a listener called back after every announcement; returns the way to stop. */
export type Subscribe = (listener: () => void) => () => void;

/**
 * Notices announcements for somebody who looks at the store in between. One that comes during a look is not lost:
 * the rest that follows is over at once.
 */
export class WakeUps {
  readonly #clock: Clock;
  readonly #ended: AbortSignal;
  readonly #unsubscribe: () => void;
  #announced = false;
  #wake: () => void = () => {};

  constructor(subscribe: Subscribe, clock: Clock, ended: AbortSignal) {
    this.#clock = clock;
    this.#ended = ended;
    this.#unsubscribe = subscribe(() => {
      this.#announced = true;
      this.#wake();
    });
    ended.addEventListener('abort', () => this.#wake(), { once: true });
  }

  /** To be called right before a look at the store: what is announced from now on may be missing in it. */
  attend(): void {
    this.#announced = false;
  }

  /** Rests for so many milliseconds at most; true when something was announced since `attend`. */
  async rest(ms: number): Promise<boolean> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    if (ms > 0 && !this.#announced && !this.#ended.aborted) await this.#clock.sleep(ms, woken.signal);
    return this.#announced;
  }

  stop(): void {
    this.#unsubscribe();
  }
}
