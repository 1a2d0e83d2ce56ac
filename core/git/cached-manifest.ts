import type { EntityKey } from '@souk/model/manifest/manifest.ts';

/** A manifest that was read before: its identity, and the JSON of its value somewhere in a run of bytes. */
export class CachedManifest {
  readonly key: EntityKey;
  readonly #values: CachedValues;
  readonly #start: number;
  readonly #end: number;

  constructor(key: EntityKey, values: CachedValues, start: number, end: number) {
    this.key = key;
    this.#values = values;
    this.#start = start;
    this.#end = end;
  }

  value(): unknown {
    return JSON.parse(this.#values.bytes.toString('utf8', this.#start, this.#end));
  }

  /** Whether the id stands in the value as a text of its own, or at the end of `Kind/id`. */
  mentions(id: string): boolean {
    return this.#values.mentions(id, this.#start, this.#end);
  }

  bytes(): Buffer {
    return this.#values.bytes.subarray(this.#start, this.#end);
  }
}

const QUOTE = 0x22;
const SLASH = 0x2f;

/** The bytes of many values, searched as a whole: once for each id, not once for each value and id. */
export class CachedValues {
  readonly bytes: Buffer;
  readonly #places = new Map<string, readonly number[]>();

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Whether the id stands between two offsets. */
  mentions(id: string, from: number, to: number): boolean {
    const places = this.#placesOf(id);
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((places[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    return (places[low] ?? Number.POSITIVE_INFINITY) < to;
  }

  /** Offsets at which the id stands, rising. */
  #placesOf(id: string): readonly number[] {
    const known = this.#places.get(id);
    if (known !== undefined) return known;
    const places: number[] = [];
    const needle = Buffer.from(`${id}"`);
    for (let at = this.bytes.indexOf(needle); at !== -1; at = this.bytes.indexOf(needle, at + 1)) {
      const before = this.bytes[at - 1];
      if (before === QUOTE || before === SLASH) places.push(at);
    }
    this.#places.set(id, places);
    return places;
  }
}
