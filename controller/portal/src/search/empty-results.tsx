import { SearchX, X } from 'lucide-react';
import '../parts/button.css';
import './empty-results.css';
import { formatLabel } from '../parts/format-label.ts';
import {
  type ActiveFilter,
  activeFilters,
  clearFilters,
  parseSearchState,
  type SearchState,
  toggleFilter,
} from './search-state.ts';

interface EmptyResultsProps {
  state: SearchState;
  labelOf: (filter: ActiveFilter) => string;
  onChange: (change: (state: SearchState) => SearchState) => void;
}

/** No result is a question of what to loosen: says which filters stand in the way, and lets go of each. */
export function EmptyResults({ state, labelOf, onChange }: EmptyResultsProps) {
  const filters = activeFilters(state);
  if (filters.length === 0 && !state.q) return <EmptyCatalog />;
  return (
    <div className="empty">
      <SearchX size={28} aria-hidden="true" />
      <h3>{state.q ? `Nothing matches “${state.q}”` : 'Nothing matches these filters'}</h3>
      <p>{advise(state.q, filters.length)}</p>
      <div className="empty__actions">
        {filters.length > 1
          ? filters.map((filter) => (
              <button
                key={`${filter.name}:${filter.value}`}
                type="button"
                className="button"
                onClick={() => onChange((current) => toggleFilter(current, filter))}
              >
                <X size={14} aria-hidden="true" />
                <span>
                  <span className="visually-hidden">Remove filter </span>
                  {formatLabel(filter.name)}: {labelOf(filter)}
                </span>
              </button>
            ))
          : null}
        {filters.length > 0 ? (
          <button type="button" className="button" onClick={() => onChange(clearFilters)}>
            Remove {filters.length === 1 ? 'the filter' : 'all filters'}
          </button>
        ) : null}
        <button type="button" className="button" onClick={() => onChange(() => parseSearchState(''))}>
          Show everything
        </button>
      </div>
    </div>
  );
}

function advise(q: string, filterCount: number): string {
  if (!q) return 'Each filter narrows the list. Let go of one to see more.';
  const words = 'Try fewer or more general words, such as the name of a system: “crm”, “invoice”, “slack”.';
  return filterCount > 0 ? `${words} A filter may also hide what you look for.` : words;
}

function EmptyCatalog() {
  return (
    <div className="empty">
      <SearchX size={28} aria-hidden="true" />
      <h3>The catalog is empty</h3>
      <p>
        Entries appear here once their manifests are merged: add{' '}
        <code>catalog/apps/&lt;id&gt;/manifest.yaml</code> in a pull request, or run{' '}
        <code>npx souk init app</code> to begin one.
      </p>
    </div>
  );
}
