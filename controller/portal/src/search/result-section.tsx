import { useEntities } from '../api/use-entities.ts';
import { ProblemPanel } from '../parts/problem-panel.tsx';
import { ActiveFilterList } from './active-filter-list.tsx';
import { EmptyResults } from './empty-results.tsx';
import { ResultList, ResultSkeleton } from './result-list.tsx';
import { ResultToolbar } from './result-toolbar.tsx';
import {
  type ActiveFilter,
  activeFilters,
  clearFilters,
  type SearchState,
  toggleFilter,
} from './search-state.ts';

interface ResultSectionProps {
  state: SearchState;
  query: string;
  update: (change: (state: SearchState) => SearchState) => void;
  labelOf: (filter: ActiveFilter) => string;
  onOpenFilters: (() => void) | undefined;
}

export function ResultSection({ state, query, update, labelOf, onOpenFilters }: ResultSectionProps) {
  const results = useEntities(query);
  const pages = results.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const total = pages.at(-1)?.total;
  const filters = activeFilters(state);

  return (
    <section
      className={results.isPlaceholderData ? 'results results--stale' : 'results'}
      aria-labelledby="results-title"
    >
      <h2 id="results-title" className="visually-hidden">
        Results
      </h2>
      <ResultToolbar
        state={state}
        total={total}
        isFailed={results.isError}
        filterCount={filters.length}
        onSort={(sort) => update((current) => ({ ...current, sort }))}
        onOpenFilters={onOpenFilters}
      />
      <ActiveFilterList
        filters={filters}
        labelOf={labelOf}
        onRemove={(filter) => update((current) => toggleFilter(current, filter))}
        onClear={() => update(clearFilters)}
      />
      {results.isError ? (
        <ProblemPanel error={results.error} onRetry={() => results.refetch()} />
      ) : total === undefined ? (
        <ResultSkeleton />
      ) : total === 0 ? (
        <EmptyResults state={state} labelOf={labelOf} onChange={update} />
      ) : (
        <ResultList
          items={items}
          query={state.q}
          total={total}
          isStale={results.isPlaceholderData}
          isLoadingMore={results.isFetchingNextPage}
          onLoadMore={results.hasNextPage ? () => results.fetchNextPage() : undefined}
        />
      )}
    </section>
  );
}
