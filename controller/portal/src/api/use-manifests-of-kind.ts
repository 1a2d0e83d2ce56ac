import { useQuery } from '@tanstack/react-query';
import { getJson } from './get-json.ts';
import type { EntityDetail, EntityPage } from './types.ts';

/**
 * The manifests of a kind that a catalog holds few of (scope catalog, price book). They only enrich a page, so a
 * failure gives an empty list instead of an error.
 */
export function useManifestsOfKind(kind: string): Record<string, unknown>[] {
  const { data } = useQuery({
    queryKey: ['manifests', kind],
    queryFn: ({ signal }) => readManifests(kind, signal),
    staleTime: 5 * 60_000,
    retry: false,
  });
  return data ?? [];
}

async function readManifests(kind: string, signal: AbortSignal): Promise<Record<string, unknown>[]> {
  const page = await getJson<EntityPage>(`/entities?${new URLSearchParams({ kind, limit: '5' })}`, signal);
  const details = await Promise.all(
    page.items.map((item) =>
      getJson<EntityDetail>(`/entities/${kind}/${encodeURIComponent(item.id)}`, signal),
    ),
  );
  return details.map((detail) => detail.manifest);
}
