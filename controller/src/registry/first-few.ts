/** Keeps the first `most` of many items offered in any order: a page of a search needs no sorting of all its hits. */
export class FirstFew<T> {
  readonly #most: number;
  readonly #compare: (a: T, b: T) => number;
  readonly #items: T[] = [];

  constructor(most: number, compare: (a: T, b: T) => number) {
    this.#most = most;
    this.#compare = compare;
  }

  /** The kept items in order. */
  get items(): readonly T[] {
    return this.#items;
  }

  offer(item: T): void {
    const last = this.#items.at(-1);
    if (last !== undefined && this.#items.length === this.#most && this.#compare(item, last) >= 0) return;
    const at = this.#items.findIndex((kept) => this.#compare(item, kept) < 0);
    this.#items.splice(at === -1 ? this.#items.length : at, 0, item);
    if (this.#items.length > this.#most) this.#items.pop();
  }
}
