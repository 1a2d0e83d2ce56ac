import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getJson } from './get-json.ts';
import type { FacetsBody } from './types.ts';

/** Facets and their counts for `query`, the filters as a query string. */
export function useFacets(query: string) {
  return useQuery({
    queryKey: ['facets', query],
    queryFn: ({ signal }) => getJson<FacetsBody>(query ? `/facets?${query}` : '/facets', signal),
    placeholderData: keepPreviousData,
  });
}
