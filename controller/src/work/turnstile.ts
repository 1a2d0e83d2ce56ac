/** Lets so many in at once and keeps so many waiting. */
export class Turnstile {
  readonly #most: number;
  readonly #mostWaiting: number;
  readonly #waiting: (() => void)[] = [];
  readonly #onEmpty: (() => void)[] = [];
  #inside = 0;

  constructor(most: number, mostWaiting: number) {
    this.#most = most;
    this.#mostWaiting = mostWaiting;
  }

  /** Resolves with the way out once there is room; undefined when too many wait already. Whoever comes in has to leave. */
  async enter(): Promise<(() => void) | undefined> {
    if (this.#inside >= this.#most) {
      if (this.#waiting.length >= this.#mostWaiting) return undefined;
      // Whoever leaves hands over its place, so that nobody gets ahead.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#inside += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#leave();
    };
  }

  /** Resolves when nobody is inside any more. */
  async empty(): Promise<void> {
    if (this.#inside > 0) await new Promise<void>((resolve) => this.#onEmpty.push(resolve));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#inside -= 1;
    else next();
    if (this.#inside === 0) for (const tell of this.#onEmpty.splice(0)) tell();
  }
}
