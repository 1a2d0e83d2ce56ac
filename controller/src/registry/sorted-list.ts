/** Items kept in order; putting one in or taking one out costs little beside sorting anew. */
export class SortedList<T> {
  readonly #compare: (a: T, b: T) => number;
  #items: T[] = [];

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  addAll(items: readonly T[]): void {
    if (items.length > this.#items.length / 8) {
      this.#items = [...this.#items, ...items].sort(this.#compare);
    } else {
      for (const item of items) this.#items.splice(this.firstNotBefore(item), 0, item);
    }
  }

  removeAll(items: ReadonlySet<T>): void {
    if (items.size > 8) {
      this.#items = this.#items.filter((item) => !items.has(item));
      return;
    }
    for (const item of items) {
      const at = this.firstNotBefore(item);
      if (this.#items[at] === item) this.#items.splice(at, 1);
    }
  }

  /** Index of the first item that does not come before `place`. */
  firstNotBefore(place: T): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const item = this.#items[middle];
      if (item !== undefined && this.#compare(item, place) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
