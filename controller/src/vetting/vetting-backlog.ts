/** Why entries wait, the most urgent first. */
const lanes = ['changed', 'judged', 'everything'] as const;

/** `changed`: somebody changed its files. `judged`: its judgement is another one. `everything`: all are looked at. */
export type VettingLane = (typeof lanes)[number];

export interface TakenEntries {
  readonly lane: VettingLane;
  readonly names: readonly string[];
}

/**
 * Entries that wait to be looked through, by name, each once however often it is asked for. One that is taken is kept
 * in mind until it is finished; asked for again meanwhile, it waits again.
 */
export class VettingBacklog {
  readonly #waiting = {
    changed: new Set<string>(),
    judged: new Set<string>(),
    everything: new Set<string>(),
  };
  readonly #inHand = new Map<string, VettingLane>();

  /** How many are not finished. */
  get depth(): number {
    const again = [...this.#inHand.keys()].filter((name) => this.waits(name)).length;
    const waiting = lanes.reduce((sum, lane) => sum + this.#waiting[lane].size, 0);
    return waiting + this.#inHand.size - again;
  }

  add(names: Iterable<string>, lane: VettingLane): void {
    const before = lanesBefore(lane);
    const after = lanes.slice(before.length + 1);
    for (const name of names) {
      if (before.some((urgent) => this.#waiting[urgent].has(name))) continue;
      for (const calm of after) this.#waiting[calm].delete(name);
      this.#waiting[lane].add(name);
    }
  }

  /** Takes the most urgent, all of one lane; undefined when nothing waits. */
  take(most: number): TakenEntries | undefined {
    const lane = lanes.find((some) => this.#waiting[some].size > 0);
    if (lane === undefined) return undefined;
    const names = this.#waiting[lane].values().take(most).toArray();
    for (const name of names) {
      this.#waiting[lane].delete(name);
      this.#inHand.set(name, lane);
    }
    return { lane, names };
  }

  waits(name: string): boolean {
    return lanes.some((lane) => this.#waiting[lane].has(name));
  }

  /** Whether something waits that is more urgent than what is in this lane. */
  hasBefore(lane: VettingLane): boolean {
    return lanesBefore(lane).some((urgent) => this.#waiting[urgent].size > 0);
  }

  finish(name: string): void {
    this.#inHand.delete(name);
  }

  /** Has everything that was taken and not finished wait again, behind the others of its lane. */
  putBack(): void {
    for (const [name, lane] of this.#inHand) this.add([name], lane);
    this.#inHand.clear();
  }
}

function lanesBefore(lane: VettingLane): readonly VettingLane[] {
  return lanes.slice(0, lanes.indexOf(lane));
}
