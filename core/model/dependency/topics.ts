import type { Catalog, CatalogRecord } from '../catalog/catalog.ts';
import { type Reference, referencesOf } from '../catalog/references.ts';
import { skeletonOf } from '../check/confusable-id.ts';
import {
  type EntityKey,
  type Entry,
  formatKey,
  isEntry,
  isEntryKind,
  type Kind,
  type Manifest,
} from '../manifest/manifest.ts';
import { waivedKey } from '../policy/affected-subjects.ts';

/**
 * Something that the judgement of an entity can depend on beyond its own file, as a text: an entity, the ids of a kind,
 * the installations of an app. Whoever reads a topic is judged anew when it changes.
 *
 * The marketplace, the scopes and the prices have no topic: everybody reads them.
 */
export type Topic = string;

/** What judging this record looks at in its catalog. */
export function topicsRead(record: CatalogRecord, catalog: Catalog): Topic[] {
  const { key, manifest } = record;
  return [
    entityTopic(key.kind, key.id),
    ...(isEntryKind(key.kind) ? [entityTopic(key.kind === 'App' ? 'Connector' : 'App', key.id)] : []),
    ...placeTopics(record),
    ...(manifest === undefined ? [] : manifestTopics(manifest, catalog)),
  ];
}

/** What changes for others when a record comes, goes or is replaced. */
export function topicsChanged(before: CatalogRecord | undefined, after: CatalogRecord | undefined): Topic[] {
  const sides = [before, after].flatMap((record) => record ?? []);
  const stays = before !== undefined && after !== undefined && sameId(before.key, after.key);
  const topics = sides.flatMap((record) => [
    entityTopic(record.key.kind, record.key.id),
    ...(record.manifest === undefined ? [] : feedingTopics(record.manifest)),
    ...(stays ? [] : [idsTopic(record.key.kind)]),
    ...(stays && before.path === after.path ? [] : placeTopics(record)),
  ]);
  return [...new Set(topics)];
}

function sameId(a: EntityKey, b: EntityKey): boolean {
  return formatKey(a) === formatKey(b);
}

/** Topics of look-alikes: of the id, and of the path. */
function placeTopics({ key, path }: CatalogRecord): Topic[] {
  const group = isEntryKind(key.kind) ? 'entry' : key.kind;
  return [`skeleton ${group} ${skeletonOf(key.id)}`, `path ${path.toLowerCase()}`];
}

function manifestTopics(manifest: Manifest, catalog: Catalog): Topic[] {
  return [
    ...referencesOf(manifest).flatMap((reference) => referenceTopics(reference, catalog)),
    ...(isEntry(manifest) ? entryTopics(manifest) : []),
    ...(manifest.kind === 'Installation' ? [`installations of team ${manifest.team}`] : []),
    ...('costCenter' in manifest && manifest.costCenter !== undefined
      ? [`teams of cost center ${manifest.costCenter}`]
      : []),
  ];
}

/** Advice on a missing target names ids that come close. */
function referenceTopics(reference: Reference, catalog: Catalog): Topic[] {
  const { kinds, id } = reference;
  const targets = kinds.map((kind) => entityTopic(kind, id));
  return catalog.resolve(reference) === undefined ? [...targets, ...kinds.map(idsTopic)] : targets;
}

function entryTopics(entry: Entry): Topic[] {
  // An API that is called by name only is looked up like an entry.
  const called = (entry.apis?.consumes ?? []).map((api) =>
    typeof api === 'string' ? api : (api.app ?? api.name),
  );
  return [
    `installations of ${entry.id}`,
    ...called.flatMap((id) => [entityTopic('App', id), entityTopic('Connector', id)]),
  ];
}

/** What others add up or look up of a manifest without naming it. */
function feedingTopics(manifest: Manifest): Topic[] {
  switch (manifest.kind) {
    case 'Installation':
      return [`installations of ${manifest.app}`, `installations of team ${manifest.team}`];
    case 'Team':
      return manifest.costCenter === undefined ? [] : [`teams of cost center ${manifest.costCenter}`];
    case 'Waiver': {
      const { kind, id } = waivedKey(manifest);
      return [entityTopic(kind, id)];
    }
    case 'App':
    case 'Connector':
    case 'Collection':
    case 'Marketplace':
    case 'PriceBook':
    case 'ScopeCatalog':
    case 'Source':
    case 'Subscription':
      return [];
  }
}

function entityTopic(kind: Kind, id: string): Topic {
  return `${kind}/${id}`;
}

function idsTopic(kind: Kind): Topic {
  return `ids of ${kind}`;
}
