import { type Entry, type Manifest, stageOf } from '@souk/model/manifest/manifest.ts';
import type { EntityFields } from './desired-entity.ts';

/** Beyond this a description adds noise to the search, not hits. */
const SEARCHED_CHARACTERS = 4_000;

const noFacets = { tag: [], scope: [], compliance: [] };

/** The fields that lists, facets and search know a manifest by. */
export function fieldsOf(manifest: Manifest): EntityFields {
  switch (manifest.kind) {
    case 'App':
    case 'Connector':
      return entryFields(manifest);
    case 'Installation':
      return plainFields({
        name: manifest.name,
        owner: manifest.team,
        version: manifest.version,
        words: [manifest.app],
      });
    case 'Team':
      return plainFields({ name: manifest.name, summary: manifest.description, owner: manifest.parent });
    case 'Waiver':
      return plainFields({ summary: manifest.reason, words: [manifest.rule] });
    case 'Collection':
      return plainFields({ ...manifest, words: [manifest.description ?? '', ...manifest.entries] });
    case 'Subscription':
      return plainFields({ name: manifest.name, owner: manifest.team, words: manifest.events });
    case 'Source':
      return plainFields({ name: manifest.name, owner: manifest.owner, summary: manifest.url });
    case 'Marketplace':
      return plainFields({ name: manifest.name, summary: manifest.description });
    case 'PriceBook':
    case 'ScopeCatalog':
      return plainFields({ name: manifest.name });
  }
}

function entryFields(entry: Entry): EntityFields {
  const scopes = (entry.permissions ?? []).flatMap(({ name, scopes }) => scopes ?? [name]);
  const tags = entry.tags ?? [];
  return {
    name: entry.name,
    summary: entry.summary,
    version: entry.version,
    owner: entry.owner,
    domain: entry.domain,
    runtime: entry.runtime.type,
    stage: stageOf(entry),
    icon: entry.icon,
    facets: { tag: distinct(tags), scope: distinct(scopes), compliance: distinct(entry.compliance ?? []) },
    search: searched([entry.description ?? '', entry.domain ?? '', ...contractsOf(entry)]),
  };
}

/** Names that people know an entry's neighbours by: the system it connects to, its APIs and events. */
function contractsOf(entry: Entry): string[] {
  const contracts = [
    ...(entry.apis?.provides ?? []),
    ...(entry.apis?.consumes ?? []),
    ...(entry.events?.produces ?? []),
    ...(entry.events?.consumes ?? []),
  ];
  const names = contracts.map((contract) => (typeof contract === 'string' ? contract : contract.name));
  return entry.kind === 'Connector' && entry.provider !== undefined ? [entry.provider, ...names] : names;
}

interface PlainFields {
  readonly name?: string | undefined;
  readonly summary?: string | undefined;
  readonly version?: string | undefined;
  readonly owner?: string | undefined;
  readonly words?: readonly string[];
}

function plainFields({ name, summary, version, owner, words = [] }: PlainFields): EntityFields {
  return {
    name,
    summary,
    version,
    owner,
    domain: undefined,
    runtime: undefined,
    stage: undefined,
    icon: undefined,
    facets: noFacets,
    search: searched(words),
  };
}

function searched(words: readonly string[]): string {
  return words
    .filter((word) => word !== '')
    .join(' ')
    .slice(0, SEARCHED_CHARACTERS);
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
