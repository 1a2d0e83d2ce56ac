/** Up to so many items are put in or taken out one by one; more are cheaper in one pass over the whole list. */
const FEW = 32;

/** Items kept in order. Of items that compare as equal, only one may be in the list. */
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
    if (items.length > FEW) this.#items = this.#mergedWith(items.toSorted(this.#compare));
    else for (const item of items) this.#items.splice(this.firstNotBefore(item), 0, item);
  }

  removeAll(items: ReadonlySet<T>): void {
    if (items.size > FEW) {
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
    return this.countLeading((item) => this.#compare(item, place) < 0);
  }

  /** How many items something holds for, when it holds for those at the front and for no other. */
  countLeading(holds: (item: T) => boolean): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (holds(this.#items[middle] as T)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #mergedWith(sorted: readonly T[]): T[] {
    const merged: T[] = [];
    let next = 0;
    for (const item of this.#items) {
      while (next < sorted.length && this.#compare(sorted[next] as T, item) < 0)
        merged.push(sorted[next++] as T);
      merged.push(item);
    }
    for (; next < sorted.length; next++) merged.push(sorted[next] as T);
    return merged;
  }
}
