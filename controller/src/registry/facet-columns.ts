import { isEntryKind } from '@souk/model/manifest/manifest.ts';
import type { Filters } from './entity-query.ts';
import type { EntityRecord } from './entity-record.ts';
import { FacetCodes, type FacetCount } from './facet-codes.ts';
import { facets } from './facets.ts';

export interface FacetCounts {
  readonly counts: readonly FacetCount[];
  /** Entities that pass every filter. */
  readonly total: number;
}

/** Filters in the numbers of one `FacetColumns`. */
export interface CompiledFilters {
  /** Facets that are filtered by, as places in `facets`. */
  readonly active: readonly number[];
  /** 1 for each code that is asked for. */
  readonly wanted: Uint8Array;
  /** True when only apps and connectors are looked at. */
  readonly entriesOnly: boolean;
}

/** What `failedFacet` says of an entity that passes every filter, and of one that can't count for any facet. */
const passes = -1;
const failsSeveral = -2;

/** One entity's bounds: where its first facet begins in the codes, then where each facet ends. */
const STRIDE = facets.length + 1;

/**
 * The facet values of all entities, numbered and laid out in flat arrays: filtering and counting run through
 * memory in a line instead of following pointers, which is most of the time they take.
 */
export class FacetColumns {
  readonly #known = new FacetCodes();
  /** How many apps and connectors have each code, kept up to date: most questions have no filter. */
  readonly #standing: number[] = [];
  #entries = 0;
  #codes = new Uint32Array(1_024);
  #used = 0;
  #live = 0;
  #bounds = new Uint32Array(64 * STRIDE);
  /** 0: nobody, 1: an app or connector, 2: anything else. */
  #scope = new Uint8Array(64);

  put(number: number, record: EntityRecord): void {
    this.remove(number);
    this.#makeRoom(number);
    const base = number * STRIDE;
    this.#bounds[base] = this.#used;
    facets.forEach((facet, i) => {
      for (const value of facet.valuesOf(record)) this.#append(this.#known.add(facet, value));
      this.#bounds[base + 1 + i] = this.#used;
    });
    this.#live += this.#used - (this.#bounds[base] as number);
    this.#scope[number] = isEntryKind(record.kind) ? 1 : 2;
    this.#adjustStanding(number, 1);
  }

  remove(number: number): void {
    if ((this.#scope[number] ?? 0) === 0) return;
    this.#adjustStanding(number, -1);
    const base = number * STRIDE;
    this.#live -= (this.#bounds[base + STRIDE - 1] as number) - (this.#bounds[base] as number);
    this.#scope[number] = 0;
    if (this.#used > 1_024 && this.#live < this.#used / 2) this.#compact();
  }

  compile(filters: Filters): CompiledFilters {
    // A marketplace is about its entries: teams, waivers and the like are shown when they are asked for.
    const entriesOnly = (filters.kind ?? []).every((kind) => kind === 'App' || kind === 'Connector');
    return { ...this.#known.compile(filters), entriesOnly };
  }

  matches(number: number, filters: CompiledFilters): boolean {
    return this.#inScope(number, filters) && this.#failedFacet(number, filters) === passes;
  }

  /** How many entities pass the filters, of those that `includes` lets through. */
  total(filters: CompiledFilters, includes?: (number: number) => boolean): number {
    if (filters.active.length === 0 && includes === undefined) return this.#entries;
    let total = 0;
    for (let number = 0; number < this.#scope.length; number++)
      if (includes?.(number) !== false && this.matches(number, filters)) total++;
    return total;
  }

  /** Counts the values of the entities that `includes` lets through. The counts of a facet ignore its own filter. */
  count(filters: CompiledFilters, includes?: (number: number) => boolean): FacetCounts {
    if (filters.active.length === 0 && includes === undefined)
      return { counts: this.#known.decode(this.#standing), total: this.#entries };
    const counts = new Uint32Array(this.#known.size);
    let total = 0;
    for (let number = 0; number < this.#scope.length; number++) {
      if (!this.#inScope(number, filters) || includes?.(number) === false) continue;
      const failed = this.#failedFacet(number, filters);
      if (failed === failsSeveral) continue;
      if (failed === passes) total++;
      this.#add(number, failed, counts);
    }
    return { counts: this.#known.decode(counts), total };
  }

  #inScope(number: number, { entriesOnly }: CompiledFilters): boolean {
    const scope = this.#scope[number] as number;
    return entriesOnly ? scope === 1 : scope !== 0;
  }

  /** The one facet whose filter an entity fails, as a place in `facets`. */
  #failedFacet(number: number, { active, wanted }: CompiledFilters): number {
    let failed = passes;
    for (const facet of active) {
      const base = number * STRIDE + facet;
      const end = this.#bounds[base + 1] as number;
      let hit = false;
      for (let i = this.#bounds[base] as number; i < end && !hit; i++)
        hit = wanted[this.#codes[i] as number] === 1;
      if (hit) continue;
      if (failed !== passes) return failsSeveral;
      failed = facet;
    }
    return failed;
  }

  /** Adds an entity to the counts of the facet it fails, or of all when it passes. */
  #add(number: number, failed: number, counts: Uint32Array): void {
    const base = number * STRIDE;
    const end = this.#bounds[failed === passes ? base + STRIDE - 1 : base + failed + 1] as number;
    for (let i = this.#bounds[failed === passes ? base : base + failed] as number; i < end; i++) {
      const code = this.#codes[i] as number;
      counts[code] = (counts[code] as number) + 1;
    }
  }

  #adjustStanding(number: number, by: 1 | -1): void {
    if (this.#scope[number] !== 1) return;
    this.#entries += by;
    const base = number * STRIDE;
    const end = this.#bounds[base + STRIDE - 1] as number;
    for (let i = this.#bounds[base] as number; i < end; i++) {
      const code = this.#codes[i] as number;
      this.#standing[code] = (this.#standing[code] ?? 0) + by;
    }
  }

  #append(code: number): void {
    if (this.#used === this.#codes.length) {
      const larger = new Uint32Array(this.#codes.length * 2);
      larger.set(this.#codes);
      this.#codes = larger;
    }
    this.#codes[this.#used++] = code;
  }

  #makeRoom(number: number): void {
    if (number < this.#scope.length) return;
    const size = Math.max(number + 1, this.#scope.length * 2);
    const bounds = new Uint32Array(size * STRIDE);
    bounds.set(this.#bounds);
    this.#bounds = bounds;
    const scope = new Uint8Array(size);
    scope.set(this.#scope);
    this.#scope = scope;
  }

  /** Moves the codes that are in use together. */
  #compact(): void {
    const old = this.#codes;
    this.#codes = new Uint32Array(Math.max(1_024, this.#live * 2));
    this.#used = 0;
    for (let number = 0; number < this.#scope.length; number++) {
      if (this.#scope[number] === 0) continue;
      const base = number * STRIDE;
      const start = this.#bounds[base] as number;
      const shift = this.#used - start;
      this.#codes.set(old.subarray(start, this.#bounds[base + STRIDE - 1] as number), this.#used);
      for (let i = 0; i < STRIDE; i++) this.#bounds[base + i] = (this.#bounds[base + i] as number) + shift;
      this.#used = this.#bounds[base + STRIDE - 1] as number;
    }
  }
}
