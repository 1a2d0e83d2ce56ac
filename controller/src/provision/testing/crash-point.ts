/** Where a process can be killed: before and after everything that it does to the world. */
export interface CrashPoint {
  /** Called at each such place. Throws when it is the end; from then on always, as nothing happens any more. */
  reach(): void;
}

/** The end of a process at one of the places, counted from 1. */
export class Crash implements CrashPoint {
  readonly #at: number;
  #reached = 0;

  constructor(at: number) {
    this.#at = at;
  }

  get happened(): boolean {
    return this.#reached >= this.#at;
  }

  reach(): void {
    this.#reached += 1;
    if (this.happened) throw new Error('The process has been killed here.');
  }
}
