import { SlidersHorizontal } from 'lucide-react';
import '../parts/button.css';
import './result-toolbar.css';
import { effectiveSort, type SearchState, type Sort, sorts } from './search-state.ts';

const sortLabels: Record<Sort, string> = {
  relevance: 'Best match',
  name: 'Name',
  '-updated': 'Recently updated',
  stage: 'Maturity',
};

interface ResultToolbarProps {
  state: SearchState;
  total: number | undefined;
  isFailed: boolean;
  filterCount: number;
  onSort: (sort: Sort) => void;
  /** Given on narrow screens, where the filters are behind a button. */
  onOpenFilters: (() => void) | undefined;
}

export function ResultToolbar({
  state,
  total,
  isFailed,
  filterCount,
  onSort,
  onOpenFilters,
}: ResultToolbarProps) {
  const available = sorts.filter((sort) => sort !== 'relevance' || state.q);
  return (
    <div className="toolbar">
      <p className="toolbar__count" role="status">
        {describeResults(total, isFailed, state.q)}
      </p>
      {onOpenFilters ? (
        <button type="button" className="button" onClick={onOpenFilters} aria-haspopup="dialog">
          <SlidersHorizontal size={15} aria-hidden="true" />
          Filters{filterCount > 0 ? ` (${filterCount})` : ''}
        </button>
      ) : null}
      <label className="toolbar__sort">
        <span>Sort by</span>
        <select value={effectiveSort(state)} onChange={(event) => onSort(event.target.value as Sort)}>
          {available.map((sort) => (
            <option key={sort} value={sort}>
              {sortLabels[sort]}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function describeResults(total: number | undefined, isFailed: boolean, q: string): string {
  if (isFailed) return 'No answer';
  if (total === undefined) return 'Searching…';
  const results = total === 1 ? '1 result' : `${total.toLocaleString('en')} results`;
  return q ? `${results} for “${q}”` : results;
}
