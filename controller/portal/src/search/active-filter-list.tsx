import { X } from 'lucide-react';
import '../parts/button.css';
import './active-filter-list.css';
import { formatLabel } from '../parts/format-label.ts';
import type { ActiveFilter } from './search-state.ts';

interface ActiveFilterListProps {
  filters: ActiveFilter[];
  labelOf: (filter: ActiveFilter) => string;
  onRemove: (filter: ActiveFilter) => void;
  onClear: () => void;
}

export function ActiveFilterList({ filters, labelOf, onRemove, onClear }: ActiveFilterListProps) {
  if (filters.length === 0) return null;
  return (
    <div className="active-filters">
      <ul aria-label="Active filters">
        {filters.map((filter) => (
          <li key={`${filter.name}:${filter.value}`}>
            <button type="button" className="active-filter" onClick={() => onRemove(filter)}>
              <span className="visually-hidden">Remove filter </span>
              <span className="active-filter__name">{formatLabel(filter.name)}</span>
              <bdi>{labelOf(filter)}</bdi>
              <X size={13} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="link-button" onClick={onClear}>
        Clear all
      </button>
    </div>
  );
}
