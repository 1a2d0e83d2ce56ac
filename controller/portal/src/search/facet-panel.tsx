import './facet-panel.css';
import './skeleton.css';
import type { Facet } from '../api/types.ts';
import { FacetGroup } from './facet-group.tsx';
import { type ActiveFilter, type FilterName, filterNames, type SearchState } from './search-state.ts';

/** Facets that are closed until a person opens them or has chosen a value: long lists that few start from. */
const closedAtFirst: readonly FilterName[] = ['tag', 'scope'];

interface FacetPanelProps {
  facets: Facet[] | undefined;
  state: SearchState;
  onToggle: (filter: ActiveFilter) => void;
}

export function FacetPanel({ facets, state, onToggle }: FacetPanelProps) {
  if (!facets) return <FacetSkeleton />;
  return (
    <div className="facets">
      {filterNames.map((name) => {
        const facet = facets.find((candidate) => candidate.name === name);
        if (!facet) return null;
        const selected = state.filters[name];
        return (
          <FacetGroup
            key={name}
            name={name}
            facet={facet}
            selected={selected}
            openAtFirst={!closedAtFirst.includes(name) || selected.length > 0}
            onToggle={(value) => onToggle({ name, value })}
          />
        );
      })}
    </div>
  );
}

function FacetSkeleton() {
  return (
    <div className="facets" aria-hidden="true">
      {['a', 'b', 'c', 'd'].map((key) => (
        <div key={key} className="skeleton skeleton--facet" />
      ))}
    </div>
  );
}
