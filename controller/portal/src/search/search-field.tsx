import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import './search-field.css';
import { useSearchDraft } from './use-search-draft.ts';

interface SearchFieldProps {
  q: string;
  onSearch: (q: string) => void;
}

export function SearchField({ q, onSearch }: SearchFieldProps) {
  const { draft, setDraft, flush } = useSearchDraft(q, onSearch);
  const input = useRef<HTMLInputElement>(null);

  function clear() {
    setDraft('');
    flush('');
    input.current?.focus();
  }

  return (
    <search>
      <form
        className="search-field"
        onSubmit={(event) => {
          event.preventDefault();
          flush(draft);
        }}
      >
        <Search className="search-field__icon" size={20} aria-hidden="true" />
        <input
          ref={input}
          type="search"
          name="q"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          data-search-field=""
          aria-label="Search the marketplace"
          aria-keyshortcuts="/"
          placeholder="Name, purpose, tag or team"
          maxLength={200}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
        />
        {draft ? (
          <button type="button" className="search-field__clear" onClick={clear} aria-label="Clear the search">
            <X size={18} aria-hidden="true" />
          </button>
        ) : (
          <span className="search-field__key" aria-hidden="true">
            /
          </span>
        )}
      </form>
    </search>
  );
}
