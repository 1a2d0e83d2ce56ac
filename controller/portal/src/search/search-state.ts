export const filterNames = [
  'kind',
  'domain',
  'runtime',
  'stage',
  'risk',
  'compliance',
  'owner',
  'tag',
  'scope',
] as const;
export type FilterName = (typeof filterNames)[number];

export const sorts = ['relevance', 'name', '-updated', 'stage'] as const;
export type Sort = (typeof sorts)[number];

/** All that decides what the search page shows; the query string of the URL is its only store. */
export interface SearchState {
  q: string;
  filters: Record<FilterName, string[]>;
  /** Undefined leaves the choice to the API: relevance when there are words, else the name. */
  sort: Sort | undefined;
}

export interface ActiveFilter {
  name: FilterName;
  value: string;
}

/** More than this the API refuses. */
const longestQuery = 200;

export function parseSearchState(queryString: string): SearchState {
  const params = new URLSearchParams(queryString);
  const filters = Object.fromEntries(
    filterNames.map((name) => [name, [...new Set(params.getAll(name).filter(Boolean))]]),
  ) as Record<FilterName, string[]>;
  const sort = sorts.find((candidate) => candidate === params.get('sort'));
  return { q: (params.get('q') ?? '').slice(0, longestQuery), filters, sort };
}

/** Writes a state in one fixed order, so that equal states have equal URLs and cache keys. */
export function formatSearchState(state: SearchState): string {
  const params = new URLSearchParams();
  if (state.q.trim()) params.set('q', state.q.trim());
  for (const { name, value } of activeFilters(state)) params.append(name, value);
  if (state.sort) params.set('sort', state.sort);
  return params.toString();
}

export function activeFilters(state: SearchState): ActiveFilter[] {
  return filterNames.flatMap((name) => state.filters[name].map((value) => ({ name, value })));
}

export function toggleFilter(state: SearchState, { name, value }: ActiveFilter): SearchState {
  const values = state.filters[name];
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  return { ...state, filters: { ...state.filters, [name]: next } };
}

export function clearFilters(state: SearchState): SearchState {
  return { ...parseSearchState(''), q: state.q, sort: state.sort };
}

/** The order that is in force: an explicit one, else what the API does by default. */
export function effectiveSort(state: SearchState): Sort {
  return state.sort ?? (state.q.trim() ? 'relevance' : 'name');
}
