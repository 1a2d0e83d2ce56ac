import { Catalog, type CatalogRecord } from '../catalog/catalog.ts';
import { assembleChanges } from '../change/assemble-changes.ts';
import type { CheckContext } from '../check/check.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { readSettings } from '../settings/settings.ts';
import { similarToNew } from '../similar/similar-to-new.ts';
import { homeOf } from './manifests.ts';

export interface Placed {
  readonly path: string;
  readonly manifest: Manifest;
}

export function placed(manifest: Manifest, path: string = homeOf(manifest)): Placed {
  return { path, manifest };
}

function recordOf({ path, manifest }: Placed): CatalogRecord {
  return {
    key: { kind: manifest.kind, id: manifest.id },
    path,
    manifest,
    problems: [],
    mentions: () => true,
  };
}

/** A catalog of manifests in their places; `files` are attachments that exist beside them. */
export function catalogOf(manifests: readonly (Manifest | Placed)[], files: readonly string[] = []): Catalog {
  const records = manifests.map((item) =>
    recordOf('path' in item && 'manifest' in item ? item : placed(item as Manifest)),
  );
  const paths = new Set([...records.map(({ path }) => path), ...files]);
  return new Catalog(records, paths);
}

/** What a check sees when `head` replaces `base`. */
export function contextOf(
  base: Catalog,
  head: Catalog,
  options: { now?: Date; all?: boolean; changedPaths?: readonly string[] } = {},
): CheckContext {
  const before = new Map(base.records.map(({ path, manifest }) => [path, JSON.stringify(manifest)]));
  const after = new Map(head.records.map(({ path, manifest }) => [path, JSON.stringify(manifest)]));
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
  const changedPaths = [...differing, ...(options.changedPaths ?? [])];
  const changes = assembleChanges(base, head, changedPaths);
  const settings = readSettings(base.ofKind('Marketplace').length > 0 ? base : head);
  const touched = new Set(changes.flatMap(({ after: record }) => record ?? []));
  return {
    base,
    head,
    changes,
    subjects:
      options.all === true
        ? head.records
        : head.records.filter((record) => changedPaths.includes(record.path) || touched.has(record)),
    all: options.all === true,
    similar: similarToNew(changes, base, settings.similar),
    settings,
    now: options.now ?? new Date('2026-11-22T00:00:00Z'),
  };
}
