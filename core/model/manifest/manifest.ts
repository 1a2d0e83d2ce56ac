import type { App, Connector, Kind, Manifest } from '@souk/schemas/generated/manifest.ts';

export type {
  App,
  Collection,
  Connector,
  Installation,
  Kind,
  Manifest,
  Marketplace,
  PriceBook,
  Scope,
  ScopeCatalog,
  Source,
  Subscription,
  Team,
  Waiver,
} from '@souk/schemas/generated/manifest.ts';
export { kinds } from '@souk/schemas/generated/manifest.ts';

/** The two kinds that teams install. Their ids share one namespace, so that `app: crm-sync` is never ambiguous. */
export type Entry = App | Connector;

export type ManifestOf<K extends Kind> = Extract<Manifest, { kind: K }>;

/** Kind and id: the identity of an entity, whatever file it is written in. */
export interface EntityKey {
  readonly kind: Kind;
  readonly id: string;
}

export function formatKey(key: EntityKey): string {
  return `${key.kind}/${key.id}`;
}

export function sameKey(a: EntityKey, b: EntityKey): boolean {
  return a.kind === b.kind && a.id === b.id;
}

export function isEntry(manifest: Manifest): manifest is Entry {
  return manifest.kind === 'App' || manifest.kind === 'Connector';
}

export function isEntryKind(kind: Kind): kind is Entry['kind'] {
  return kind === 'App' || kind === 'Connector';
}

/** The stage an entry is in; one that names none is a proposal. */
export function stageOf(entry: Entry): NonNullable<Entry['lifecycle']>['stage'] {
  return entry.lifecycle?.stage ?? 'proposed';
}
