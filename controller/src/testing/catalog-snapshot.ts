import type { CatalogSnapshot, UnreadableFile } from '@souk/git/catalog-snapshot.ts';
import { Catalog, type CatalogRecord } from '@souk/model/catalog/catalog.ts';
import { type Problem, wholeFile } from '@souk/model/finding/draft-finding.ts';
import type { App, EntityKey, Manifest, Team } from '@souk/model/manifest/manifest.ts';

export interface SnapshotParts {
  /** Sound manifests, each at the path that its kind and id suggest unless it is named here. */
  readonly manifests?: readonly (Manifest | { readonly path: string; readonly manifest: Manifest })[];
  /** Files that say who they are but fail their schema. */
  readonly broken?: readonly { readonly path: string; readonly key: EntityKey }[];
  /** Paths of files that name nobody. */
  readonly unreadable?: readonly string[];
  readonly attachments?: readonly string[];
  readonly commit?: string;
}

/** A catalog in memory. */
export function aSnapshot({
  manifests = [],
  broken = [],
  unreadable = [],
  attachments = [],
  commit,
}: SnapshotParts): CatalogSnapshot {
  const placed = manifests.map((item) =>
    'manifest' in item ? item : { path: pathOf(item), manifest: item },
  );
  const records: CatalogRecord[] = [
    ...placed.map(({ path, manifest }) => recordOf({ kind: manifest.kind, id: manifest.id }, path, manifest)),
    ...broken.map(({ path, key }) => ({ ...recordOf(key, path, undefined), problems: [notYaml] })),
  ];
  const paths = [...records.map(({ path }) => path), ...unreadable, ...attachments];
  const files = new Map(
    paths.map((path) => [path, { path, type: 'file' as const, oid: `oid-${path}`, size: 10 }]),
  );
  return {
    ...(commit === undefined ? {} : { commit }),
    catalog: new Catalog(records, files),
    files,
    unreadable: unreadable.map(unreadableFile),
    readText: async () => '',
    readTexts: async () => new Map(),
    readFiles: async () => new Map(),
  };
}

export function anApp(change: Partial<App> & { readonly id: string }): App {
  return {
    apiVersion: 'souk/v1',
    kind: 'App',
    version: '1.0.0',
    name: `App ${change.id}`,
    summary: `What ${change.id} does.`,
    owner: 'sales-tools',
    runtime: { type: 'container' },
    ...change,
  };
}

export function aTeam(change: Partial<Team> & { readonly id: string }): Team {
  return { apiVersion: 'souk/v1', kind: 'Team', name: `Team ${change.id}`, ...change };
}

export function pathOf({ kind, id }: EntityKey): string {
  return kind === 'App' || kind === 'Connector'
    ? `catalog/apps/${id}/manifest.yaml`
    : `catalog/${kind.toLowerCase()}s/${id}.yaml`;
}

function recordOf(key: EntityKey, path: string, manifest: Manifest | undefined): CatalogRecord {
  return { key, path, manifest, problems: [], mentions: () => true };
}

const notYaml: Problem = {
  rule: 'yaml/syntax',
  message: 'This is no YAML.',
  help: 'Mend it.',
  place: wholeFile,
};

function unreadableFile(path: string): UnreadableFile {
  return {
    path,
    problems: [notYaml],
  };
}
