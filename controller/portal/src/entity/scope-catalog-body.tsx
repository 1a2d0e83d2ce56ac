import '../parts/badge.css';
import './permission-list.css';
import type { EntityDetail } from '../api/types.ts';
import { indexScopes } from '../manifest/index-scopes.ts';
import { RiskMark } from '../parts/risk-mark.tsx';
import { EntityLayout } from './entity-layout.tsx';

export function ScopeCatalogBody({ entity }: { entity: EntityDetail }) {
  const scopes = [...indexScopes([entity.manifest]).values()];
  const content = (
    <ul className="panel__part rows">
      {scopes.map(({ name, description, risk }) => (
        <li key={name}>
          <code className="rows__name">{name}</code>
          <bdi className="rows__text">{description}</bdi>
          {risk ? <RiskMark tier={risk} /> : null}
        </li>
      ))}
    </ul>
  );
  const sections =
    scopes.length > 0
      ? [
          {
            id: 'scopes',
            title: 'Scopes',
            hint: 'What permissions may ask for, and how much is at stake.',
            content,
          },
        ]
      : [];
  return <EntityLayout entity={entity} sections={sections} facts={[]} />;
}
