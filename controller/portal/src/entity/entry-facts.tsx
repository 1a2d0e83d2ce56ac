import type { EntityDetail } from '../api/types.ts';
import { asList, asRecord, asText, asTexts, asWebAddress } from '../manifest/json-value.ts';
import { ChipList } from '../parts/chip-list.tsx';
import { EntityLink } from '../parts/entity-link.tsx';
import { formatDuration } from '../parts/format-duration.ts';
import { formatLabel } from '../parts/format-label.ts';
import { OutsideText } from '../parts/outside-text.tsx';
import type { Fact } from './fact-list.tsx';
import { ContactList, PersonList } from './people.tsx';

/** What stands at the side of an app's or connector's page. */
export function entryFacts(entity: EntityDetail): Fact[] {
  const { manifest, owner, ownerName, domain, tags } = entity;
  return [
    { term: 'Owner', detail: owner && <TeamLink id={owner} name={ownerName} /> },
    { term: 'Backup owner', detail: backupOwner(entity) },
    {
      term: 'Maintainers',
      detail: asList(manifest['maintainers']).length > 0 && <PersonList value={manifest['maintainers']} />,
    },
    {
      term: 'Contact',
      detail: manifest['contact'] ? <ContactList value={manifest['contact']} /> : undefined,
    },
    { term: 'Domain', detail: domain && <ChipList values={[domain]} filter="domain" /> },
    { term: 'Tags', detail: tags.length > 0 ? <ChipList values={tags} filter="tag" /> : undefined },
    { term: 'Provider', detail: asText(manifest['provider']) },
    ...runtimeFacts(manifest['runtime']),
    { term: 'Sign-in', detail: labelOf(asRecord(manifest['auth'])['type']) },
    { term: 'License', detail: asText(manifest['license']) },
    { term: 'Cost center', detail: asText(manifest['costCenter']) },
    { term: 'Links', detail: links(manifest['links']) },
  ].filter(({ detail }) => detail);
}

export function TeamLink({ id, name }: { id: string; name: string | undefined }) {
  return (
    <EntityLink kind="Team" id={id}>
      {name ?? id}
    </EntityLink>
  );
}

function backupOwner({ manifest, references }: EntityDetail) {
  const id = asText(manifest['backupOwner']);
  if (!id) return undefined;
  return <TeamLink id={id} name={references.find((team) => team.kind === 'Team' && team.id === id)?.name} />;
}

function runtimeFacts(value: unknown): Fact[] {
  const runtime = asRecord(value);
  const { cpu, memory, timeout } = asRecord(runtime['resources']);
  const limits = [
    asText(cpu) && `${asText(cpu)} CPU`,
    asText(memory),
    asText(timeout) && formatDuration(asText(timeout) ?? ''),
  ].filter(Boolean);
  const name = [labelOf(runtime['type']), asText(runtime['version'])].filter(Boolean).join(' · ');
  return [
    { term: 'Runtime', detail: name },
    {
      term: 'Runs by the clock',
      detail: asText(runtime['schedule']) && <code>{asText(runtime['schedule'])}</code>,
    },
    { term: 'Regions', detail: asTexts(runtime['regions']).join(', ') },
    { term: 'Limits of one instance', detail: limits.join(' · ') },
  ];
}

function labelOf(value: unknown): string | undefined {
  const text = asText(value);
  return text && formatLabel(text);
}

function links(value: unknown) {
  const known = asList(value)
    .map(asRecord)
    .flatMap(({ title, url }) => {
      const address = asWebAddress(url);
      return address ? { address, title: asText(title) ?? address } : [];
    });
  if (known.length === 0) return undefined;
  return (
    <ul>
      {known.map(({ address, title }) => (
        <li key={address}>
          <OutsideText address={address}>{title}</OutsideText>
        </li>
      ))}
    </ul>
  );
}
