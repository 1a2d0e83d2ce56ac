import type { ReactNode } from 'react';
import './page-section.css';

/** A part of an entity's page. A section without content is left out, and so is its place in the navigation. */
export interface PageSectionContent {
  id: string;
  title: string;
  /** Shorter title for the navigation. */
  short?: string;
  /** A line under the title that says what the section means. */
  hint?: ReactNode;
  content: ReactNode;
}

export function PageSection({ id, title, hint, content }: PageSectionContent) {
  return (
    <section id={id} className="section" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {hint ? <p className="section__hint">{hint}</p> : null}
      <div className="panel">{content}</div>
    </section>
  );
}

/** A heading and its content within a section's panel. */
export function PanelPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="panel__part">
      <h3>{title}</h3>
      {children}
    </div>
  );
}
