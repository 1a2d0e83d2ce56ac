/** What may stand differently for whoever derives something from entities. Names are such as `App/crm`. */
export interface Touched {
  /** Nothing of before is known, or something differs that says something of others. */
  readonly everything: boolean;
  /** Entities whose own files differ, come or go, and what waivers among them name or named. */
  readonly changed: readonly string[];
  /** Entities whose rows were written. */
  readonly judged: readonly string[];
}

/** Collects what was touched until somebody takes it. */
export class TouchedSince {
  #everything = false;
  #changed = new Set<string>();
  #judged = new Set<string>();

  add({ everything, changed, judged }: Touched): void {
    this.#everything ||= everything;
    for (const name of changed) this.#changed.add(name);
    for (const name of judged) this.#judged.add(name);
  }

  /** Undefined when nothing was touched. */
  take(): Touched | undefined {
    if (!this.#everything && this.#changed.size + this.#judged.size === 0) return undefined;
    const touched = { everything: this.#everything, changed: [...this.#changed], judged: [...this.#judged] };
    this.#everything = false;
    this.#changed = new Set();
    this.#judged = new Set();
    return touched;
  }
}
