import '../search/result-card.css';
import '../search/skeleton.css';
import './member-list.css';
import type { EntityDetail } from '../api/types.ts';
import { useEntities } from '../api/use-entities.ts';
import { asList, asText } from '../manifest/json-value.ts';
import { parseMonthlyMoney } from '../manifest/parse-money.ts';
import { parsePerson } from '../manifest/parse-people.ts';
import { Avatar } from '../parts/avatar.tsx';
import { ProblemPanel } from '../parts/problem-panel.tsx';
import { ResultList, ResultSkeleton } from '../search/result-list.tsx';
import { EntityLayout } from './entity-layout.tsx';
import { aboutSection } from './entry-body.tsx';
import { TeamLink } from './entry-facts.tsx';
import { ContactList } from './people.tsx';

export function TeamBody({ entity }: { entity: EntityDetail }) {
  const { manifest, id } = entity;
  const parent = asText(manifest['parent']);
  const sections = [
    ...aboutSection(entity),
    { id: 'owns', title: 'Owns', content: <OwnedEntries team={id} /> },
    {
      id: 'members',
      title: 'Members',
      content: <MemberList lead={manifest['lead']} members={manifest['members']} />,
    },
  ];
  const facts = [
    { term: 'Status', detail: manifest['status'] === 'disbanded' ? 'Disbanded' : undefined },
    {
      term: 'Contact',
      detail: manifest['contact'] ? <ContactList value={manifest['contact']} /> : undefined,
    },
    { term: 'Part of', detail: parent && <TeamLink id={parent} name={undefined} /> },
    { term: 'Cost center', detail: asText(manifest['costCenter']) },
    { term: 'Budget', detail: parseMonthlyMoney(manifest['budget']) },
  ];
  return <EntityLayout entity={entity} sections={sections} facts={facts} />;
}

function OwnedEntries({ team }: { team: string }) {
  const results = useEntities(new URLSearchParams({ owner: team }).toString());
  const pages = results.data?.pages;
  const items = pages?.flatMap((page) => page.items);
  if (results.isError) return <ProblemPanel error={results.error} onRetry={() => results.refetch()} />;
  return (
    <div className="panel__part">
      {!items ? (
        <ResultSkeleton />
      ) : items.length === 0 ? (
        <p className="panel__empty">No app or connector.</p>
      ) : (
        <ResultList
          items={items}
          query=""
          total={pages?.at(-1)?.total ?? items.length}
          isStale={false}
          isLoadingMore={results.isFetchingNextPage}
          onLoadMore={results.hasNextPage ? () => results.fetchNextPage() : undefined}
        />
      )}
    </div>
  );
}

function MemberList({ lead, members }: { lead: unknown; members: unknown }) {
  const leader = parsePerson(lead);
  const others = asList(members)
    .flatMap((member) => parsePerson(member) ?? [])
    .filter((member) => !(leader && (member.github ?? member.name) === (leader.github ?? leader.name)));
  const people = leader ? [leader, ...others] : others;
  if (people.length === 0) return <p className="panel__part panel__empty">The manifest names nobody.</p>;
  return (
    <ul className="panel__part members">
      {people.map((person) => (
        <li key={person.github ?? person.name}>
          <Avatar id={person.github ?? person.name} name={person.name.replaceAll('-', ' ')} />
          <span>
            <bdi className="members__name">{person.name}</bdi>
            <span className="faint">
              {[person === leader && 'Lead', person.github !== person.name && person.github, person.email]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
