import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { formatSearchState, parseSearchState, type SearchState } from './search-state.ts';

type Change = (state: SearchState) => SearchState;

/** The search state in the URL. `replace` keeps a change out of the history, as every key stroke should be. */
export function useSearchState() {
  const queryString = useSearch();
  const [, navigate] = useLocation();
  const state = useMemo(() => parseSearchState(queryString), [queryString]);

  const update = useCallback(
    (change: Change, { replace = false } = {}) => {
      // Read from the address, not from a render: a delayed change must not undo one that came between.
      const query = formatSearchState(change(parseSearchState(window.location.search)));
      navigate(query ? `/?${query}` : '/', { replace });
    },
    [navigate],
  );

  return { state, query: formatSearchState(state), update };
}
