import { useCallback, useState } from 'react';
import './search-page.css';
import { useFacets } from '../api/use-facets.ts';
import { useMediaQuery } from '../parts/use-media-query.ts';
import { usePageTitle } from '../parts/use-page-title.ts';
import { FacetDrawer } from './facet-drawer.tsx';
import { FacetPanel } from './facet-panel.tsx';
import { formatFilterValue } from './format-filter-value.ts';
import { ResultSection } from './result-section.tsx';
import { SearchHero } from './search-hero.tsx';
import { type ActiveFilter, formatSearchState, toggleFilter } from './search-state.ts';
import { useSearchState } from './use-search-state.ts';

export function SearchPage() {
  const { state, query, update } = useSearchState();
  const facets = useFacets(formatSearchState({ ...state, sort: undefined }));
  const isNarrow = useMediaQuery('(max-width: 56rem)');
  const [drawerOpen, setDrawerOpen] = useState(false);
  usePageTitle(state.q ? `“${state.q}”` : undefined);

  const search = useCallback(
    (q: string) =>
      update(
        (current) => ({ ...current, q, sort: !q && current.sort === 'relevance' ? undefined : current.sort }),
        { replace: true },
      ),
    [update],
  );
  const toggle = (filter: ActiveFilter) => update((current) => toggleFilter(current, filter));
  const labelOf = (filter: ActiveFilter) =>
    facets.data?.facets
      .find((facet) => facet.name === filter.name)
      ?.values.find(({ value, label }) => value === filter.value && label !== value)?.label ??
    formatFilterValue(filter);
  const panel = <FacetPanel facets={facets.data?.facets} state={state} onToggle={toggle} />;

  return (
    <>
      <SearchHero q={state.q} onSearch={search} />
      <div className={isNarrow ? 'page browse browse--narrow' : 'page browse'}>
        {isNarrow || facets.isError ? null : (
          <aside className="browse__filters" aria-label="Filters">
            <h2 className="visually-hidden">Filters</h2>
            {panel}
          </aside>
        )}
        <ResultSection
          state={state}
          query={query}
          update={update}
          labelOf={labelOf}
          onOpenFilters={isNarrow ? () => setDrawerOpen(true) : undefined}
        />
      </div>
      {isNarrow && drawerOpen ? (
        <FacetDrawer total={facets.data?.total} onClose={() => setDrawerOpen(false)}>
          {panel}
        </FacetDrawer>
      ) : null}
    </>
  );
}
