import { useState } from 'react';
import '../parts/badge.css';
import '../parts/button.css';
import './reference-section.css';
import type { Reference } from '../api/types.ts';
import { EntityLink } from '../parts/entity-link.tsx';
import { formatLabel } from '../parts/format-label.ts';
import { KindIcon } from '../parts/kind-icon.tsx';
import { type MergedReference, mergeReferences } from './merge-references.ts';
import { PanelPart } from './page-section.tsx';

const shownAtFirst = 12;

interface ReferenceSectionProps {
  references: Reference[];
  referencedBy: Reference[];
}

export function ReferenceSection({ references, referencedBy }: ReferenceSectionProps) {
  return (
    <>
      <PanelPart title="Depends on">
        <ReferenceList rows={mergeReferences(references)} empty="It names no other entity." />
      </PanelPart>
      <PanelPart title="Used by">
        <ReferenceList rows={mergeReferences(referencedBy)} empty="Nothing in the catalog names it yet." />
      </PanelPart>
    </>
  );
}

function ReferenceList({ rows, empty }: { rows: MergedReference[]; empty: string }) {
  const [all, setAll] = useState(false);
  if (rows.length === 0) return <p className="panel__empty">{empty}</p>;
  return (
    <>
      <ul className="references">
        {(all ? rows : rows.slice(0, shownAtFirst)).map((row) => (
          <ReferenceRow key={`${row.kind}/${row.id}`} row={row} />
        ))}
      </ul>
      {rows.length > shownAtFirst && !all ? (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          Show all {rows.length.toLocaleString('en')}
        </button>
      ) : null}
    </>
  );
}

function ReferenceRow({ row }: { row: MergedReference }) {
  const text = row.name ?? row.id;
  return (
    <li className="reference">
      <span className="reference__icon">
        <KindIcon kind={row.kind} size={15} />
      </span>
      <span className="reference__text">
        {row.isMissing ? (
          <bdi>{text}</bdi>
        ) : (
          <EntityLink kind={row.kind} id={row.id}>
            {text}
          </EntityLink>
        )}
        <span className="faint">
          {formatLabel(row.kind)} · {row.relations.map((relation) => formatLabel(relation)).join(', ')}
        </span>
      </span>
      {row.isMissing ? <span className="badge badge--bad">Missing</span> : null}
    </li>
  );
}
