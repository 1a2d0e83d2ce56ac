import { useCallback, useEffect, useRef, useState } from 'react';

const delayMilliseconds = 130;

/** What stands in the search field; it is committed a moment after the last key stroke, or at once by `flush`. */
export function useSearchDraft(q: string, commit: (q: string) => void) {
  const [draft, setDraft] = useState(q);
  const committed = useRef(q);

  useEffect(() => {
    if (q === committed.current) return;
    committed.current = q;
    setDraft(q);
  }, [q]);

  const flush = useCallback(
    (text: string) => {
      const words = text.trim();
      if (words === committed.current) return;
      committed.current = words;
      commit(words);
    },
    [commit],
  );

  useEffect(() => {
    const timer = setTimeout(() => flush(draft), delayMilliseconds);
    return () => clearTimeout(timer);
  }, [draft, flush]);

  return { draft, setDraft, flush };
}
