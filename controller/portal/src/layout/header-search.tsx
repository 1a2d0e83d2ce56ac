import { Search } from 'lucide-react';
import type { FormEvent } from 'react';
import { useLocation } from 'wouter';

/** The search of every page but the first, which has its own. */
export function HeaderSearch() {
  const [, navigate] = useLocation();

  function search(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const q = new FormData(event.currentTarget).get('q');
    navigate(typeof q === 'string' && q.trim() ? `/?${new URLSearchParams({ q: q.trim() })}` : '/');
  }

  return (
    <search className="header-search">
      <form onSubmit={search}>
        <Search size={16} aria-hidden="true" />
        <input
          type="search"
          name="q"
          maxLength={200}
          data-search-field=""
          aria-label="Search the marketplace"
          aria-keyshortcuts="/"
          placeholder="Search"
        />
      </form>
    </search>
  );
}
