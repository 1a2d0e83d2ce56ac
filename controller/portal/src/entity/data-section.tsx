import { Globe } from 'lucide-react';
import '../parts/badge.css';
import type { DataUse, EgressHost } from '../manifest/parse-access.ts';
import { ChipList } from '../parts/chip-list.tsx';
import { formatDuration } from '../parts/format-duration.ts';
import { formatLabel } from '../parts/format-label.ts';
import { RiskMark } from '../parts/risk-mark.tsx';
import { FactList } from './fact-list.tsx';
import { PanelPart } from './page-section.tsx';

const classificationLooks: Record<string, string> = {
  public: 'badge--good',
  internal: 'badge--info',
  confidential: 'badge--warn',
  restricted: 'badge--bad',
};

export function DataSection({ data, egress }: { data: DataUse | undefined; egress: EgressHost[] }) {
  return (
    <>
      <PanelPart title="Data it handles">
        {data ? <DataFacts data={data} /> : <p className="panel__empty">The manifest declares no data.</p>}
      </PanelPart>
      <PanelPart title="Hosts it calls">
        {egress.length > 0 ? (
          <EgressList hosts={egress} />
        ) : (
          <p className="panel__empty">None. Every call to an outside host is refused at run time.</p>
        )}
      </PanelPart>
    </>
  );
}

function DataFacts({ data }: { data: DataUse }) {
  const { classification, categories, residency, retention, privacyAssessment } = data;
  return (
    <FactList
      wide
      facts={[
        {
          term: 'Classification',
          detail: classification ? (
            <span className={`badge ${classificationLooks[classification] ?? ''}`}>
              {formatLabel(classification)}
            </span>
          ) : undefined,
        },
        { term: 'Categories', detail: categories.length ? <ChipList values={categories} /> : undefined },
        {
          term: 'Kept in',
          detail: residency.length ? residency.map((place) => place.toUpperCase()).join(', ') : undefined,
        },
        { term: 'Kept for', detail: retention && formatDuration(retention) },
        { term: 'Privacy assessment', detail: privacyAssessment },
      ]}
    />
  );
}

function EgressList({ hosts }: { hosts: EgressHost[] }) {
  return (
    <ul className="rows">
      {hosts.map(({ host, purpose, vendor, risk }) => (
        <li key={host}>
          <Globe className="faint" size={14} aria-hidden="true" />
          <code className="rows__name">{host}</code>
          <span className="rows__text">
            <bdi>{[purpose, vendor].filter(Boolean).join(' · ')}</bdi>
          </span>
          {risk ? <RiskMark tier={risk} /> : null}
        </li>
      ))}
    </ul>
  );
}
