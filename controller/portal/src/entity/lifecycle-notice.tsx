import { Archive, CalendarClock, Wrench } from 'lucide-react';
import type { ReactNode } from 'react';
import './notice.css';
import type { EntityDetail } from '../api/types.ts';
import { asWebAddress } from '../manifest/json-value.ts';
import { type Deprecation, parseDeprecation } from '../manifest/parse-lifecycle.ts';
import { daysUntil, describeDaysLeft, urgencyOf } from '../parts/deadline.ts';
import { EntityLink } from '../parts/entity-link.tsx';
import { OutsideText } from '../parts/outside-text.tsx';

/** What a person must know before they rely on an entry whose life is ending or which lacks care. */
export function LifecycleNotice({ entity }: { entity: EntityDetail }) {
  const deprecation = parseDeprecation(entity.manifest['lifecycle']);
  if (entity.stage === 'retired') {
    return (
      <Notice look="bad" icon={<Archive size={20} aria-hidden="true" />} title="Retired: it no longer runs">
        {deprecation ? <DeprecationFacts entity={entity} deprecation={deprecation} /> : null}
      </Notice>
    );
  }
  if (deprecation) return <DeprecationNotice entity={entity} deprecation={deprecation} />;
  if (entity.stage === 'deprecated') {
    return (
      <Notice
        look="warn"
        icon={<CalendarClock size={20} aria-hidden="true" />}
        title="Deprecated: new installations are refused"
      />
    );
  }
  if (entity.stage !== 'maintenance-required') return null;
  return (
    <Notice look="warn" icon={<Wrench size={20} aria-hidden="true" />} title="Its owner must act">
      <p>
        It works, but something is overdue: an upgrade, a fix or an answer. Ask the owner before you install
        it.
      </p>
    </Notice>
  );
}

interface DeprecationProps {
  entity: EntityDetail;
  deprecation: Deprecation;
}

function DeprecationNotice({ entity, deprecation }: DeprecationProps) {
  const days = daysUntil(deprecation.sunset, new Date());
  const look = days !== undefined && urgencyOf(days) === 'now' ? 'bad' : 'warn';
  const left = days === undefined ? '' : `: ${describeDaysLeft(days)}`;
  return (
    <Notice look={look} icon={<CalendarClock size={20} aria-hidden="true" />} title={`Deprecated${left}`}>
      <DeprecationFacts entity={entity} deprecation={deprecation} />
    </Notice>
  );
}

function DeprecationFacts({ entity, deprecation }: DeprecationProps) {
  const { sunset, announced, replacement, migrationGuide, reason } = deprecation;
  const known = entity.references.find(({ id, exists }) => id === replacement && exists !== false);
  return (
    <>
      {reason ? (
        <p>
          <bdi>{reason}</bdi>
        </p>
      ) : null}
      <p>
        It stops working on <strong>{sunset}</strong>
        {announced ? ` (announced ${announced})` : ''}. New installations are refused.
        {replacement ? (
          <>
            {' '}
            Use{' '}
            {known ? (
              <EntityLink kind={known.kind} id={known.id}>
                {known.name ?? known.id}
              </EntityLink>
            ) : (
              <bdi>{replacement}</bdi>
            )}{' '}
            instead.
          </>
        ) : null}
        {migrationGuide ? (
          <>
            {' '}
            How to move:{' '}
            {asWebAddress(migrationGuide) ? (
              <OutsideText address={migrationGuide} />
            ) : (
              <code>{migrationGuide}</code>
            )}
          </>
        ) : null}
      </p>
    </>
  );
}

interface NoticeProps {
  look: 'warn' | 'bad';
  icon: ReactNode;
  title: string;
  children?: ReactNode;
}

function Notice({ look, icon, title, children }: NoticeProps) {
  return (
    <aside className={`notice notice--${look}`} aria-label="Notice">
      {icon}
      <div>
        <p className="notice__title">{title}</p>
        {children}
      </div>
    </aside>
  );
}
