import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getJson } from './get-json.ts';
import type { EntityPage } from './types.ts';

const pageSize = '20';

/** Pages of entities that match `query`, the filters as a query string. Earlier results stay while new ones load. */
export function useEntities(query: string) {
  return useInfiniteQuery({
    queryKey: ['entities', query],
    queryFn: ({ pageParam, signal }) => {
      const params = new URLSearchParams(query);
      params.set('limit', pageSize);
      if (pageParam) params.set('cursor', pageParam);
      return getJson<EntityPage>(`/entities?${params}`, signal);
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
}
