import type { FacetName } from './facets.ts';

/** Wanted values by facet: any of them inside one facet, all facets together. */
export type Filters = Readonly<Partial<Record<FacetName, readonly string[]>>>;

export interface EntityFilter {
  readonly filters: Filters;
  /** Words to find; blank finds everything. */
  readonly q: string | undefined;
}

export const sorts = ['relevance', 'name', '-updated', 'stage'] as const;
export type Sort = (typeof sorts)[number];

export interface PageRequest extends EntityFilter {
  readonly sort: Sort;
  readonly limit: number;
  readonly cursor: string | undefined;
}
