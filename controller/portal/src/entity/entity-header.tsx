import { ChevronRight, TriangleAlert } from 'lucide-react';
import { Link } from 'wouter';
import '../parts/badge.css';
import './entity-header.css';
import type { EntityDetail } from '../api/types.ts';
import { Avatar } from '../parts/avatar.tsx';
import { EntityLink } from '../parts/entity-link.tsx';
import { formatLabel } from '../parts/format-label.ts';
import { KindIcon } from '../parts/kind-icon.tsx';
import { OriginBadge } from '../parts/origin-badge.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { RiskMark } from '../parts/risk-mark.tsx';
import { StageBadge } from '../parts/stage-badge.tsx';

export function EntityHeader({ entity }: { entity: EntityDetail }) {
  const { kind, id, summary } = entity;
  const name = entity.name ?? id;
  return (
    <header className="entity-header">
      <Breadcrumb kind={kind} />
      <div className="entity-header__row">
        <Avatar id={id} name={name} large />
        <div className="entity-header__text">
          <h1>
            <bdi>{name}</bdi>
          </h1>
          {summary ? (
            <p className="entity-header__summary">
              <bdi>{summary}</bdi>
            </p>
          ) : null}
          <HeaderFacts entity={entity} />
        </div>
      </div>
    </header>
  );
}

function Breadcrumb({ kind }: { kind: string }) {
  return (
    <nav className="breadcrumb" aria-label="Breadcrumb">
      <Link href="/">Catalog</Link>
      <ChevronRight size={13} aria-hidden="true" />
      <Link href={`/?${new URLSearchParams({ kind })}`}>{formatLabel(kind)}s</Link>
    </nav>
  );
}

function HeaderFacts({ entity }: { entity: EntityDetail }) {
  const { kind, version, owner, ownerName, stage, risk, state, updatedAt, compliance, origin } = entity;
  return (
    <div className="entity-header__facts">
      {origin ? <OriginBadge origin={origin} /> : null}
      {stage ? <StageBadge stage={stage} /> : null}
      {state === 'stalled' ? (
        <a className="badge badge--warn" href="#findings">
          <TriangleAlert size={12} aria-hidden="true" />
          Has problems
        </a>
      ) : null}
      {risk ? (
        <a className="entity-header__risk" href="#risk" title="Why?">
          <RiskMark tier={risk} />
        </a>
      ) : null}
      {compliance.map((label) => (
        <bdi key={label} className="chip">
          {formatLabel(label)}
        </bdi>
      ))}
      <span className="entity-header__kind">
        <KindIcon kind={kind} size={14} />
        {formatLabel(kind)}
        {version ? ` v${version}` : ''}
      </span>
      {owner ? (
        <span>
          by{' '}
          {origin && ownerName === undefined ? (
            <bdi>{owner}</bdi>
          ) : (
            <EntityLink kind="Team" id={owner}>
              {ownerName ?? owner}
            </EntityLink>
          )}
        </span>
      ) : null}
      <span>
        updated <RelativeTime date={updatedAt} />
      </span>
    </div>
  );
}
