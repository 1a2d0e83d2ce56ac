/** Events that wait or are being written in this process, at most. */
export const MOST_WAITING = 20_000;
/** One installation leaves room for others. */
const MOST_OF_ONE = MOST_WAITING / 2;
/** Streams that are read at the same time: each holds some hundred kilobytes. */
const MOST_STREAMS = 64;

/** Room for events, until they are written. */
export interface Place {
  /** There are fewer of them than was thought. */
  shrink(events: number): void;
  leave(): void;
}

/** Lets in as many events as there is room for, before they are read. */
export class Admission {
  readonly #of = new Map<string, number>();
  #events = 0;
  #streams = 0;
  #awaited: (() => void)[] = [];

  get waiting(): number {
    return this.#events;
  }

  /** @returns undefined when there is no room */
  enter(installation: string, events: number): Place | undefined {
    const own = this.#of.get(installation) ?? 0;
    if (this.#events + events > MOST_WAITING || own + events > MOST_OF_ONE) return undefined;
    let held = 0;
    const hold = (count: number): void => {
      this.#events += count - held;
      const left = (this.#of.get(installation) ?? 0) + count - held;
      if (left === 0) this.#of.delete(installation);
      else this.#of.set(installation, left);
      held = count;
      for (const resume of this.#awaited.splice(0)) resume();
    };
    hold(events);
    return { shrink: (count) => hold(Math.min(count, held)), leave: () => hold(0) };
  }

  /** The same, once there is room. */
  async enterWhenFree(installation: string, events: number): Promise<Place> {
    for (;;) {
      const place = this.enter(installation, events);
      if (place !== undefined) return place;
      await new Promise<void>((resume) => this.#awaited.push(resume));
    }
  }

  /** @returns the way to leave; undefined when there is no room */
  enterStream(): (() => void) | undefined {
    if (this.#streams >= MOST_STREAMS || this.#events >= MOST_WAITING) return undefined;
    this.#streams++;
    let left = false;
    return () => {
      if (!left) this.#streams--;
      left = true;
    };
  }
}
