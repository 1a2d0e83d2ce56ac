import './entity-layout.css';
import type { EntityDetail } from '../api/types.ts';
import { EntityHeader } from './entity-header.tsx';
import type { Fact } from './fact-list.tsx';
import { FindingList } from './finding-list.tsx';
import { LifecycleNotice } from './lifecycle-notice.tsx';
import { PageSection, type PageSectionContent } from './page-section.tsx';
import { ReferenceSection } from './reference-section.tsx';
import { RiskPanel } from './risk-panel.tsx';
import { SectionNav } from './section-nav.tsx';
import { SideFacts } from './side-facts.tsx';
import { SourceSection } from './source-section.tsx';
import { YamlBlock } from './yaml-block.tsx';

interface EntityLayoutProps {
  entity: EntityDetail;
  sections: PageSectionContent[];
  /** What stands at the side, at a glance. */
  facts: Fact[];
}

/** What the page of every entity has, around the sections of its kind. */
export function EntityLayout({ entity, sections, facts }: EntityLayoutProps) {
  const all = [...findingSection(entity), ...sections, ...commonSections(entity)];
  return (
    <article>
      <div className="page">
        <EntityHeader entity={entity} />
        <LifecycleNotice entity={entity} />
      </div>
      <SectionNav sections={all} />
      <div className="page entity-columns">
        <div className="entity-columns__main">
          {all.map((section) => (
            <PageSection key={section.id} {...section} />
          ))}
        </div>
        <aside className="entity-columns__side" aria-label="At a glance">
          {entity.risk ? <RiskPanel tier={entity.risk} reasons={entity.riskReasons} /> : null}
          <SideFacts facts={facts} />
        </aside>
      </div>
    </article>
  );
}

function findingSection({ findings, state, manifest }: EntityDetail): PageSectionContent[] {
  if (findings.length === 0) return [];
  return [
    {
      id: 'findings',
      title: 'Problems',
      hint:
        state === 'stalled'
          ? isUnread(manifest)
            ? 'Because of these, no version of it was taken in yet.'
            : 'Because of these, the newest version was not taken in. The page shows the last good one.'
          : 'What the checks found in this version.',
      content: <FindingList findings={findings} />,
    },
  ];
}

function commonSections(entity: EntityDetail): PageSectionContent[] {
  const { references, referencedBy, manifest, kind, id } = entity;
  const yaml = <YamlBlock value={manifest} label={`the manifest of ${kind} ${id}`} />;
  return [
    {
      id: 'relations',
      title: 'Relations',
      content: <ReferenceSection references={references} referencedBy={referencedBy} />,
    },
    { id: 'source', title: 'Source', content: <SourceSection entity={entity} /> },
    ...(isUnread(manifest) ? [] : [{ id: 'manifest', title: 'Manifest', content: yaml }]),
  ];
}

/** True when no version of the entity was ever good, so that the registry knows its identity only. */
export function isUnread(manifest: EntityDetail['manifest']): boolean {
  return Object.keys(manifest).length === 0;
}
