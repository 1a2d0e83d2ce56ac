import { useSearch } from 'wouter';
import './search-hero.css';
import { useStatus } from '../api/use-status.ts';
import { currentPlace, places } from '../layout/places.ts';
import { SearchField } from './search-field.tsx';

interface SearchHeroProps {
  q: string;
  onSearch: (q: string) => void;
}

export function SearchHero({ q, onSearch }: SearchHeroProps) {
  const { data } = useStatus();
  const href = currentPlace('/', useSearch());
  const place = places.find((candidate) => candidate.href === href && href !== '/');
  return (
    <div className="hero">
      <div className="page hero__content">
        <h1>{place ? place.label : 'Find what is already built'}</h1>
        <p className="hero__text">{data ? describe(data.marketplace.description) : ' '}</p>
        <SearchField q={q} onSearch={onSearch} />
      </div>
    </div>
  );
}

function describe(description: string | undefined): string {
  return description ?? 'Apps and connectors that your teams build once and share.';
}
