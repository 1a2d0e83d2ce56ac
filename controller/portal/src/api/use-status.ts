import { useQuery } from '@tanstack/react-query';
import { getJson } from './get-json.ts';
import type { RegistryStatus } from './types.ts';

/** The registry's state, refreshed every half minute. */
export function useStatus() {
  return useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => getJson<RegistryStatus>('/status', signal),
    refetchInterval: 30_000,
  });
}
