import type { Entry, Kind, Manifest } from '../manifest/manifest.ts';

export type Relation =
  | 'owner'
  | 'backup owner'
  | 'replacement'
  | 'consumed API'
  | 'installed app'
  | 'team'
  | 'parent team'
  | 'waived entity'
  | 'collected entry'
  | 'scope owner'
  | 'curator'
  | 'reviewer team'
  | 'watched entity'
  | 'audience';

/** One place where a manifest names another entity. */
export interface Reference {
  readonly relation: Relation;
  /** JSON pointer to the value that names the target. */
  readonly pointer: string;
  /** Kinds the target may be of, in the order they are tried. */
  readonly kinds: readonly Kind[];
  readonly id: string;
}

const TEAM = ['Team'] as const;
const ENTRY = ['App', 'Connector'] as const;

/** Every reference of a manifest, in the order of the text. */
export function referencesOf(manifest: Manifest): Reference[] {
  switch (manifest.kind) {
    case 'App':
    case 'Connector':
      return entryReferences(manifest);
    case 'Installation':
      return [
        refer('installed app', '/app', ENTRY, manifest.app),
        refer('team', '/team', TEAM, manifest.team),
      ].flat();
    case 'Team':
      return refer('parent team', '/parent', TEAM, manifest.parent);
    case 'Waiver':
      return waiverReferences(manifest.entity);
    case 'Collection':
      return [
        refer('curator', '/owner', TEAM, manifest.owner),
        manifest.entries.flatMap((id, i) => refer('collected entry', `/entries/${i}`, ENTRY, id)),
      ].flat();
    case 'ScopeCatalog':
      return manifest.scopes.flatMap((scope, i) =>
        refer('scope owner', `/scopes/${i}/owner`, TEAM, scope.owner),
      );
    case 'Subscription':
      return [
        refer('team', '/team', TEAM, manifest.team),
        (manifest.entities ?? []).flatMap((key, i) =>
          entityReference('watched entity', `/entities/${i}`, key),
        ),
      ].flat();
    case 'Source':
      return [
        refer('owner', '/owner', TEAM, manifest.owner),
        (manifest.visibleTo ?? []).flatMap((id, i) => refer('audience', `/visibleTo/${i}`, TEAM, id)),
      ].flat();
    case 'Marketplace':
      return Object.entries(manifest.roles ?? {}).flatMap(([role, { team }]) =>
        refer('reviewer team', `/roles/${role}/team`, TEAM, team),
      );
    case 'PriceBook':
      return [];
  }
}

function entryReferences(entry: Entry): Reference[] {
  return [
    refer('owner', '/owner', TEAM, entry.owner),
    refer('backup owner', '/backupOwner', TEAM, entry.backupOwner),
    refer(
      'replacement',
      '/lifecycle/deprecation/replacement',
      ENTRY,
      entry.lifecycle?.deprecation?.replacement,
    ),
    (entry.apis?.consumes ?? []).flatMap((api, i) =>
      typeof api === 'string' ? [] : refer('consumed API', `/apis/consumes/${i}/app`, ENTRY, api.app),
    ),
  ].flat();
}

function waiverReferences(entity: string | { kind: string; id: string }): Reference[] {
  return typeof entity === 'string'
    ? entityReference('waived entity', '/entity', entity)
    : entityReference('waived entity', '/entity/id', `${entity.kind}/${entity.id}`);
}

function entityReference(relation: Relation, pointer: string, key: string): Reference[] {
  const [kind = '', id] = key.split('/');
  return refer(relation, pointer, [kind as Kind], id);
}

function refer(
  relation: Relation,
  pointer: string,
  kinds: readonly Kind[],
  id: string | undefined,
): Reference[] {
  return id === undefined ? [] : [{ relation, pointer, kinds, id }];
}
