/** Of one secret: who rotates it, or is given another token each minute, does not use the ones of long before. */
const MOST = 4;

/** The values of secrets that are in use, to be kept out of what is logged. */
export class KnownValues implements Iterable<string> {
  readonly #values = new Map<string, readonly string[]>();

  /** @param secret what it is a value of */
  add(secret: string, value: string): void {
    const before = this.#values.get(secret) ?? [];
    if (before.at(-1) !== value) this.#values.set(secret, [...before, value].slice(-MOST));
  }

  *[Symbol.iterator](): Iterator<string> {
    for (const values of this.#values.values()) yield* values;
  }
}
