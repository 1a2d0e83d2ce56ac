import type { ReactNode } from 'react';
import './fact-list.css';

export interface Fact {
  term: string;
  /** Facts without a detail are left out. */
  detail: ReactNode;
}

export function FactList({ facts, wide = false }: { facts: Fact[]; wide?: boolean }) {
  const known = facts.filter(({ detail }) => detail !== undefined && detail !== null && detail !== '');
  if (known.length === 0) return null;
  return (
    <dl className={wide ? 'facts facts--wide' : 'facts'}>
      {known.map(({ term, detail }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{typeof detail === 'string' ? <bdi>{detail}</bdi> : detail}</dd>
        </div>
      ))}
    </dl>
  );
}
