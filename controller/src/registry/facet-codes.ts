import { type Facet, type FacetName, facets } from './facets.ts';

export interface FacetCount {
  readonly facet: FacetName;
  readonly value: string;
  readonly count: number;
}

/** Numbers for the values of facets, so that they can be counted in arrays. */
export class FacetCodes {
  readonly #codes = new Map<string, number>();
  readonly #values: { readonly facet: FacetName; readonly value: string }[] = [];

  get size(): number {
    return this.#values.length;
  }

  find(facet: FacetName, value: string): number | undefined {
    return this.#codes.get(textOf(facet, value));
  }

  /** The code of a value, which gets one when it has none yet. */
  add({ name: facet }: Facet, value: string): number {
    const known = this.find(facet, value);
    if (known !== undefined) return known;
    const code = this.#values.push({ facet, value }) - 1;
    this.#codes.set(textOf(facet, value), code);
    return code;
  }

  /** Codes that are asked for, and the facets that are filtered by, as places in `facets`. */
  compile(filters: Readonly<Partial<Record<FacetName, readonly string[]>>>) {
    const wanted = new Uint8Array(this.size);
    const active = facets.flatMap(({ name }, i) => {
      const values = filters[name] ?? [];
      for (const value of values) {
        const code = this.find(name, value);
        if (code !== undefined) wanted[code] = 1;
      }
      return values.length === 0 ? [] : [i];
    });
    return { active, wanted };
  }

  /** What was counted by code, as values that occur. */
  decode(counts: ArrayLike<number>): FacetCount[] {
    return this.#values.flatMap(({ facet, value }, code) => {
      const count = counts[code] ?? 0;
      return count === 0 ? [] : [{ facet, value, count }];
    });
  }
}

function textOf(facet: FacetName, value: string): string {
  return `${facet}\0${value}`;
}
