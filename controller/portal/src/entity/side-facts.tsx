import { ChevronDown } from 'lucide-react';
import './page-section.css';
import './side-facts.css';
import { useMediaQuery } from '../parts/use-media-query.ts';
import { type Fact, FactList } from './fact-list.tsx';

/** The facts beside the sections; on narrow screens folded, so that they do not stand before what the entry does. */
export function SideFacts({ facts }: { facts: Fact[] }) {
  const isNarrow = useMediaQuery('(max-width: 56rem)');
  if (!facts.some(({ detail }) => detail)) return null;
  if (!isNarrow) {
    return (
      <div className="panel side-facts">
        <FactList facts={facts} />
      </div>
    );
  }
  return (
    <details className="panel side-facts">
      <summary>
        At a glance
        <ChevronDown size={16} aria-hidden="true" />
      </summary>
      <FactList facts={facts} />
    </details>
  );
}
