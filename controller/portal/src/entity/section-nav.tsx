import './section-nav.css';
import type { PageSectionContent } from './page-section.tsx';
import { useVisibleSection } from './use-visible-section.ts';

export function SectionNav({ sections }: { sections: PageSectionContent[] }) {
  const current = useVisibleSection(sections.map(({ id }) => id).join(' '));
  return (
    <nav className="section-nav" aria-label="On this page">
      <div className="page section-nav__row">
        {sections.map(({ id, title, short }) => (
          <a key={id} href={`#${id}`} aria-current={id === current ? 'location' : undefined}>
            {short ?? title}
          </a>
        ))}
      </div>
    </nav>
  );
}
