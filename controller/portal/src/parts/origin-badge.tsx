import { Globe } from 'lucide-react';
import './badge.css';
import type { Origin } from '../api/types.ts';

/** Marks what comes from another catalog: nobody here has judged it. */
export function OriginBadge({ origin: { namespace, installable } }: { origin: Origin }) {
  const title = installable
    ? 'Comes from another catalog, and is judged there.'
    : 'Comes from another catalog, and is judged there. It can not be installed here.';
  return (
    <span className="badge badge--outline" title={title}>
      <Globe size={12} aria-hidden="true" />
      from <bdi>{namespace}</bdi>
    </span>
  );
}
