import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import '../parts/button.css';
import type { Facet } from '../api/types.ts';
import { chooseFacetValues } from './facet-values.ts';
import { formatFilterValue } from './format-filter-value.ts';
import type { FilterName } from './search-state.ts';

/** From this many values on, an open list gets a field to narrow it. */
const filterableFrom = 15;

interface FacetGroupProps {
  name: FilterName;
  facet: Facet;
  selected: readonly string[];
  openAtFirst: boolean;
  onToggle: (value: string) => void;
}

export function FacetGroup({ name, facet, selected, openAtFirst, onToggle }: FacetGroupProps) {
  const [open, setOpen] = useState(openAtFirst);
  const [expanded, setExpanded] = useState(false);
  const [filter, setFilter] = useState('');
  const { shown, hidden } = chooseFacetValues(facet.values, selected, {
    expanded,
    filter,
    labelOf: (value) => formatFilterValue({ name, value }),
  });
  if (shown.length === 0 && !filter) return null;
  return (
    <details className="facet" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>{facet.title}</span>
        {selected.length > 0 ? <span className="facet__chosen">{selected.length}</span> : null}
        <ChevronDown size={15} aria-hidden="true" />
      </summary>
      <fieldset>
        <legend className="visually-hidden">{facet.title}</legend>
        {expanded && facet.values.length >= filterableFrom ? (
          <input
            className="facet__filter"
            type="text"
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
            placeholder="Narrow this list"
            aria-label={`Narrow the list: ${facet.title}`}
          />
        ) : null}
        <ul>
          {shown.map(({ value, label, count }) => (
            <li key={value}>
              <label className="facet__value">
                <input type="checkbox" checked={selected.includes(value)} onChange={() => onToggle(value)} />
                <bdi className="facet__label" title={label}>
                  {label}
                </bdi>
                <span className="facet__count">
                  {count.toLocaleString('en')}
                  <span className="visually-hidden"> results</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
        {hidden > 0 || expanded ? (
          <button type="button" className="link-button facet__more" onClick={() => setExpanded(!expanded)}>
            {expanded ? 'Show fewer' : `Show ${hidden} more`}
            <span className="visually-hidden"> of {facet.title}</span>
          </button>
        ) : null}
      </fieldset>
    </details>
  );
}
