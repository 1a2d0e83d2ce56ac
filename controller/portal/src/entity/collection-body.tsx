import { useQueries } from '@tanstack/react-query';
import '../search/result-card.css';
import '../search/skeleton.css';
import type { EntityDetail, Reference } from '../api/types.ts';
import { entityQuery } from '../api/use-entity.ts';
import { asTexts } from '../manifest/json-value.ts';
import { ResultCard } from '../search/result-card.tsx';
import { EntityLayout } from './entity-layout.tsx';
import { aboutSection } from './entry-body.tsx';
import { TeamLink } from './entry-facts.tsx';

export function CollectionBody({ entity }: { entity: EntityDetail }) {
  const { owner, ownerName } = entity;
  const sections = [
    { id: 'entries', title: 'Entries', content: <CollectionEntries entity={entity} /> },
    ...aboutSection(entity),
  ];
  const facts = [{ term: 'Curated by', detail: owner && <TeamLink id={owner} name={ownerName} /> }];
  return <EntityLayout entity={entity} sections={sections} facts={facts} />;
}

/** The entries in the order that the collection gives; what it names but the catalog lacks is left to Relations. */
function CollectionEntries({ entity }: { entity: EntityDetail }) {
  const entries = asTexts(entity.manifest['entries']).flatMap((id) => findEntry(entity.references, id) ?? []);
  const results = useQueries({ queries: entries.map(({ kind, id }) => entityQuery(kind, id)) });
  if (entries.length === 0)
    return <p className="panel__part panel__empty">It has no entry in this catalog.</p>;
  return (
    <ul className="panel__part cards">
      {entries.map(({ kind, id }, index) => {
        const detail = results[index]?.data;
        return (
          <li key={`${kind}/${id}`}>
            {detail ? <ResultCard entity={detail} /> : <div className="skeleton skeleton--card" />}
          </li>
        );
      })}
    </ul>
  );
}

function findEntry(references: readonly Reference[], id: string): Reference | undefined {
  return references.find(
    (reference) =>
      reference.id === id && reference.exists !== false && ['App', 'Connector'].includes(reference.kind),
  );
}
