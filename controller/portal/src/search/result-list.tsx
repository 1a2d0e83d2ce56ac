import { useEffect, useRef } from 'react';
import '../parts/button.css';
import './result-card.css';
import './skeleton.css';
import type { EntitySummary } from '../api/types.ts';
import { ResultCard } from './result-card.tsx';

interface ResultListProps {
  items: EntitySummary[];
  query: string;
  total: number;
  isStale: boolean;
  isLoadingMore: boolean;
  onLoadMore: (() => void) | undefined;
}

export function ResultList({ items, query, total, isStale, isLoadingMore, onLoadMore }: ResultListProps) {
  const list = useRef<HTMLUListElement>(null);
  const firstNew = useRef<number>(undefined);

  // The focus goes to the first result that was added, so that a keyboard goes on where it was.
  useEffect(() => {
    if (firstNew.current === undefined || items.length <= firstNew.current) return;
    list.current?.children[firstNew.current]?.querySelector('a')?.focus({ preventScroll: true });
    firstNew.current = undefined;
  }, [items.length]);

  function loadMore() {
    firstNew.current = items.length;
    onLoadMore?.();
  }

  return (
    <>
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without bullets */}
      <ul className="cards" role="list" ref={list} aria-busy={isStale}>
        {items.map((entity) => (
          <li key={`${entity.kind}/${entity.id}`}>
            <ResultCard entity={entity} query={query} />
          </li>
        ))}
      </ul>
      <div className="results__more">
        <p>
          {items.length === total
            ? `All ${total.toLocaleString('en')} shown`
            : `${items.length.toLocaleString('en')} of ${total.toLocaleString('en')} shown`}
        </p>
        {onLoadMore ? (
          <button
            type="button"
            className="button button--wide"
            onClick={loadMore}
            aria-disabled={isLoadingMore}
          >
            {isLoadingMore ? 'Loading…' : 'Load more'}
          </button>
        ) : null}
      </div>
    </>
  );
}

export function ResultSkeleton() {
  return (
    <div className="cards" aria-hidden="true">
      {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
        <div key={key} className="skeleton skeleton--card" />
      ))}
    </div>
  );
}
