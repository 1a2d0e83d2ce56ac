import { type RefObject, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';

/** A followed link starts at the top with the focus on the content; going back leaves both to the browser. */
export function useFreshPage(content: RefObject<HTMLElement | null>): void {
  const [path] = useLocation();
  const shown = useRef(path);
  const followedLink = useRef(false);

  useEffect(() => {
    const remember = (event: Event) => {
      followedLink.current = event.type === 'pushState';
    };
    // wouter announces its own navigation by an event named after the history's method.
    window.addEventListener('pushState', remember);
    window.addEventListener('popstate', remember);
    return () => {
      window.removeEventListener('pushState', remember);
      window.removeEventListener('popstate', remember);
    };
  }, []);

  useEffect(() => {
    if (path === shown.current) return;
    shown.current = path;
    if (!followedLink.current) return;
    window.scrollTo(0, 0);
    content.current?.focus({ preventScroll: true });
  }, [path, content]);
}
