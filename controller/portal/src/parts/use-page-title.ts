import { useEffect } from 'react';
import { useStatus } from '../api/use-status.ts';

/** Names the browser tab: the page first, then the marketplace. */
export function usePageTitle(title: string | undefined): void {
  const marketplace = useStatus().data?.marketplace.name ?? 'Souk';
  useEffect(() => {
    document.title = title ? `${title} · ${marketplace}` : marketplace;
  }, [title, marketplace]);
}
