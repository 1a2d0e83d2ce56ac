import type { MemorySample } from './memory-figures.ts';

const LOOK_MS = 250;

/** Looks at the memory of a process a few times a second, until it is told to stop. */
export class MemoryWatch {
  readonly #samples: MemorySample[] = [];
  readonly #read: () => number;
  readonly #timer: NodeJS.Timeout;
  /** How much of the work is done, from 0 to 1. */
  done = 0;

  /** @param read megabytes that it holds now */
  constructor(read: () => number) {
    this.#read = read;
    this.#look();
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  stop(): readonly MemorySample[] {
    clearInterval(this.#timer);
    this.#look();
    return this.#samples;
  }

  #look(): void {
    this.#samples.push({ done: this.done, megabytes: this.#read() });
  }
}
