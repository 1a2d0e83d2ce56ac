import { queryOptions, useQuery } from '@tanstack/react-query';
import { getJson } from './get-json.ts';
import type { EntityDetail } from './types.ts';

export function entityQuery(kind: string, id: string) {
  return queryOptions({
    queryKey: ['entity', kind, id],
    queryFn: ({ signal }) =>
      getJson<EntityDetail>(`/entities/${encodeURIComponent(kind)}/${encodeURIComponent(id)}`, signal),
  });
}

export function useEntity(kind: string, id: string) {
  return useQuery(entityQuery(kind, id));
}
