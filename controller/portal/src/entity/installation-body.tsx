import '../parts/badge.css';
import type { EntityDetail } from '../api/types.ts';
import { asRecord, asText } from '../manifest/json-value.ts';
import { parseMonthlyMoney } from '../manifest/parse-money.ts';
import { daysUntil, describeDaysLeft, urgencyOf } from '../parts/deadline.ts';
import { EntityLink } from '../parts/entity-link.tsx';
import { formatDuration } from '../parts/format-duration.ts';
import { formatLabel } from '../parts/format-label.ts';
import { EntityLayout } from './entity-layout.tsx';
import { TeamLink } from './entry-facts.tsx';
import { FactList } from './fact-list.tsx';
import { type PageSectionContent, PanelPart } from './page-section.tsx';
import { YamlBlock } from './yaml-block.tsx';

export function InstallationBody({ entity }: { entity: EntityDetail }) {
  const { manifest } = entity;
  const facts = [
    { term: 'Driver', detail: asText(manifest['driver']) && formatLabel(asText(manifest['driver']) ?? '') },
    { term: 'Budget', detail: parseMonthlyMoney(manifest['budget']) },
    { term: 'Cost center', detail: asText(manifest['costCenter']) },
  ];
  return <EntityLayout entity={entity} sections={sectionsOf(entity)} facts={facts} />;
}

function sectionsOf({ manifest, references }: EntityDetail): PageSectionContent[] {
  const app = asText(manifest['app']);
  const target = references.find(({ id, kind }) => id === app && ['App', 'Connector'].includes(kind));
  const team = asText(manifest['team']);
  const teamName = references.find(({ id, kind }) => id === team && kind === 'Team')?.name;
  const what = (
    <PanelPart title="What runs, and for whom">
      <FactList
        wide
        facts={[
          {
            term: 'Runs',
            detail:
              target && target.exists !== false ? (
                <EntityLink kind={target.kind} id={target.id}>
                  {target.name ?? target.id}
                </EntityLink>
              ) : (
                app
              ),
          },
          {
            term: 'Versions',
            detail: asText(manifest['version']) && <code>{asText(manifest['version'])}</code>,
          },
          { term: 'Team', detail: team && <TeamLink id={team} name={teamName} /> },
          { term: 'Environment', detail: asText(manifest['environment']) },
          { term: 'State', detail: manifest['suspended'] === true ? 'Suspended' : undefined },
          { term: 'Ends', detail: <EndDate expiresAt={manifest['expiresAt']} ttl={manifest['ttl']} /> },
        ]}
      />
    </PanelPart>
  );
  return [
    { id: 'installation', title: 'Installation', content: what },
    ...configSection(manifest['config']),
    ...secretSection(manifest['secrets']),
  ];
}

function EndDate({ expiresAt, ttl }: { expiresAt: unknown; ttl: unknown }) {
  const date = asText(expiresAt);
  const duration = asText(ttl);
  if (!date) return <>{duration ? `${formatDuration(duration)} after its first day` : 'no end set'}</>;
  const days = daysUntil(date, new Date());
  if (days === undefined) return <>{date}</>;
  return (
    <>
      {date}{' '}
      <span className={`badge ${{ calm: '', soon: 'badge--warn', now: 'badge--bad' }[urgencyOf(days)]}`}>
        {describeDaysLeft(days)}
      </span>
    </>
  );
}

function configSection(value: unknown): PageSectionContent[] {
  const config = asRecord(value);
  if (Object.keys(config).length === 0) return [];
  return [
    { id: 'config', title: 'Configuration', content: <YamlBlock value={config} label="the configuration" /> },
  ];
}

function secretSection(value: unknown): PageSectionContent[] {
  const secrets = Object.entries(asRecord(value));
  if (secrets.length === 0) return [];
  const content = (
    <PanelPart title="References; the values are never in Git">
      <ul className="rows">
        {secrets.map(([name, reference]) => (
          <li key={name}>
            <code className="rows__name">{name}</code>
            <code className="rows__text">{asText(reference)}</code>
          </li>
        ))}
      </ul>
    </PanelPart>
  );
  return [{ id: 'secrets', title: 'Secrets', content }];
}
