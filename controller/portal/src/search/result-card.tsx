import { TriangleAlert } from 'lucide-react';
import { Link } from 'wouter';
import '../parts/badge.css';
import './result-card.css';
import type { EntitySummary } from '../api/types.ts';
import { Avatar } from '../parts/avatar.tsx';
import { entityPath } from '../parts/entity-path.ts';
import { formatLabel } from '../parts/format-label.ts';
import { KindIcon } from '../parts/kind-icon.tsx';
import { OriginBadge } from '../parts/origin-badge.tsx';
import { RiskMark } from '../parts/risk-mark.tsx';
import { StageBadge } from '../parts/stage-badge.tsx';
import { Highlight } from './highlight.tsx';

export function ResultCard({ entity, query = '' }: { entity: EntitySummary; query?: string }) {
  const name = entity.name ?? entity.id;
  return (
    <article className="card">
      <div className="card__head">
        <Avatar id={entity.id} name={name} />
        <div className="card__title">
          <h3>
            <Link href={entityPath(entity.kind, entity.id)}>
              <Highlight text={name} query={query} />
            </Link>
          </h3>
          <p className="card__kind">
            <KindIcon kind={entity.kind} size={13} />
            {formatLabel(entity.kind)}
            {entity.version ? <span>v{entity.version}</span> : null}
          </p>
        </div>
        {entity.state === 'stalled' ? (
          <span className="badge badge--warn">
            <TriangleAlert size={12} aria-hidden="true" />
            Has problems
          </span>
        ) : null}
        {entity.origin ? <OriginBadge origin={entity.origin} /> : null}
        {entity.stage ? <StageBadge stage={entity.stage} /> : null}
      </div>
      <p className="card__summary">
        {entity.summary ? <Highlight text={entity.summary} query={query} /> : missingSummary(entity)}
      </p>
      <CardFoot entity={entity} />
    </article>
  );
}

function CardFoot({ entity }: { entity: EntitySummary }) {
  const facts = [
    { term: 'Owner', text: entity.ownerName ?? entity.owner },
    { term: 'Domain', text: entity.domain && formatLabel(entity.domain) },
    { term: 'Runtime', text: entity.runtime && formatLabel(entity.runtime) },
  ];
  return (
    <div className="card__foot">
      <dl>
        {facts.map(({ term, text }) =>
          text ? (
            <div key={term}>
              <dt className="visually-hidden">{term}</dt>
              <dd>
                <bdi>{text}</bdi>
              </dd>
            </div>
          ) : null,
        )}
      </dl>
      {entity.risk ? <RiskMark tier={entity.risk} /> : null}
    </div>
  );
}

function missingSummary({ state, version }: EntitySummary): string {
  return state === 'stalled' && !version ? 'No version of its manifest was taken in yet.' : '';
}
