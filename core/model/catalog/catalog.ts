import type { Problem } from '../finding/draft-finding.ts';
import type { EntityKey, Entry, Kind, Manifest, ManifestOf } from '../manifest/manifest.ts';
import { attachmentFolder, createRoles, type FileRole, idFromPath } from './catalog-layout.ts';
import { type Reference, referencesOf } from './references.ts';

/**
 * One manifest file of a catalog. Its content is parsed when it is first asked for, so that a catalog of
 * ten thousand costs little when a change touches one.
 */
export interface CatalogRecord {
  readonly key: EntityKey;
  /** Path of the file, relative to the root of the repository. */
  readonly path: string;
  /** The manifest; undefined when the file does not satisfy its schema. */
  readonly manifest: Manifest | undefined;
  /** Why there is no manifest. */
  readonly problems: readonly Problem[];
  /** False only when the manifest certainly does not name this id: a cheap answer that saves parsing. */
  mentions(id: string): boolean;
}

/** The paths of a tree; a Map by path and a Set of paths are such. */
export interface FileSet {
  has(path: string): boolean;
  keys(): Iterable<string>;
}

export interface Referrer {
  readonly record: CatalogRecord;
  readonly manifest: Manifest;
  readonly reference: Reference;
}

/** By id: one record for nearly every identity, a list where several files claim it. */
type ById = Map<string, CatalogRecord | CatalogRecord[]>;
type ByKind = ReadonlyMap<Kind, ById>;

/** So often a look through all paths costs less than an index of them. */
const FEW_QUESTIONS = 8;

/** An immutable set of manifests, with look-up by identity and by reference in both directions. */
export class Catalog {
  #byKind: ByKind | undefined;
  #byPath: Map<string, CatalogRecord> | undefined;
  /** By manifest: of all of them, or of those that were asked for. */
  #attachments: Map<string, readonly string[]> = new Map();
  #attachmentsListed = false;
  readonly #files: FileSet;
  readonly #roleOf: (path: string) => FileRole;
  readonly records: readonly CatalogRecord[];

  /** @param files every path of the tree that the records were read from */
  constructor(records: readonly CatalogRecord[], files: FileSet) {
    this.records = records;
    this.#files = files;
    this.#roleOf = createRoles((path) => files.has(path));
  }

  /**
   * The record with this identity. Of several the one in the place of its id counts, then the first by path: every
   * reader picks the same, and a copy elsewhere does not take over the original.
   */
  get(key: EntityKey): CatalogRecord | undefined {
    const same = this.allWithKey(key);
    return same.length < 2 ? same[0] : same.toSorted(byPlace)[0];
  }

  /** Every record that claims this identity: more than one is a conflict. */
  allWithKey(key: EntityKey): readonly CatalogRecord[] {
    const same = this.#kind(key.kind)?.get(key.id);
    return same === undefined ? [] : Array.isArray(same) ? same : [same];
  }

  /** The app or connector with this id. */
  getEntry(id: string): CatalogRecord | undefined {
    return this.get({ kind: 'App', id }) ?? this.get({ kind: 'Connector', id });
  }

  entry(id: string): Entry | undefined {
    return this.getEntry(id)?.manifest as Entry | undefined;
  }

  /** The record a file belongs to: its own manifest, or the one whose folder it lies in. */
  ownerOf(path: string): CatalogRecord | undefined {
    this.#byPath ??= new Map(this.records.map((record) => [record.path, record]));
    const found = this.#roleOf(path);
    if (found.role === 'outside') return undefined;
    return this.#byPath.get(found.role === 'manifest' ? path : found.owner);
  }

  ofKind(kind: Kind): CatalogRecord[] {
    return [...(this.#kind(kind)?.values() ?? [])].flat();
  }

  /** The valid manifests of one kind. */
  manifestsOf<K extends Kind>(kind: K): ManifestOf<K>[] {
    return this.ofKind(kind).flatMap(({ manifest }) =>
      manifest === undefined ? [] : [manifest as ManifestOf<K>],
    );
  }

  resolve(reference: Reference): CatalogRecord | undefined {
    for (const kind of reference.kinds) {
      const record = this.get({ kind, id: reference.id });
      if (record !== undefined) return record;
    }
    return undefined;
  }

  /** Everything that refers to this entity. */
  referrersOf(key: EntityKey): Referrer[] {
    return this.records
      .filter((record) => record.mentions(key.id))
      .flatMap((record) => {
        const { manifest } = record;
        if (manifest === undefined) return [];
        return referencesOf(manifest)
          .filter((reference) => reference.id === key.id && reference.kinds.includes(key.kind))
          .map((reference) => ({ record, manifest, reference }));
      });
  }

  /** Whether there is a file at this path, whatever it is. */
  hasFile(path: string): boolean {
    return this.#files.has(path);
  }

  /** Whether an attachment lies in the folder of the manifest at `manifestPath`. */
  hasAttachment(manifestPath: string, attachment: string): boolean {
    const folder = attachmentFolder(manifestPath);
    return folder !== undefined && this.#files.has(folder + attachment);
  }

  /** The files in the folder of the manifest at this path, relative to it, in order. */
  attachmentsOf(manifestPath: string): readonly string[] {
    const known = this.#attachments.get(manifestPath);
    if (known !== undefined) return known;
    if (this.#attachmentsListed) return [];
    if (this.#attachments.size < FEW_QUESTIONS) {
      const found = this.#findAttachments(manifestPath);
      this.#attachments.set(manifestPath, found);
      return found;
    }
    this.#attachments = this.#listAttachments();
    this.#attachmentsListed = true;
    return this.attachmentsOf(manifestPath);
  }

  #kind(kind: Kind): ById | undefined {
    this.#byKind ??= indexByKind(this.records);
    return this.#byKind.get(kind);
  }

  #findAttachments(manifestPath: string): string[] {
    const folder = attachmentFolder(manifestPath);
    if (folder === undefined) return [];
    const names: string[] = [];
    for (const path of this.#files.keys()) {
      if (!path.startsWith(folder)) continue;
      const role = this.#roleOf(path);
      if (role.role === 'attachment' && role.owner === manifestPath) names.push(path.slice(folder.length));
    }
    return names.sort();
  }

  #listAttachments(): Map<string, string[]> {
    const byOwner = new Map<string, string[]>();
    for (const path of this.#files.keys()) {
      const role = this.#roleOf(path);
      if (role.role !== 'attachment') continue;
      const name = path.slice(role.owner.lastIndexOf('/') + 1);
      const siblings = byOwner.get(role.owner);
      if (siblings === undefined) byOwner.set(role.owner, [name]);
      else siblings.push(name);
    }
    for (const names of byOwner.values()) names.sort();
    return byOwner;
  }
}

function indexByKind(records: readonly CatalogRecord[]): ByKind {
  const byKind = new Map<Kind, ById>();
  for (const record of records) {
    const { kind, id } = record.key;
    let byId = byKind.get(kind);
    if (byId === undefined) {
      byId = new Map();
      byKind.set(kind, byId);
    }
    const same = byId.get(id);
    if (same === undefined) byId.set(id, record);
    else if (Array.isArray(same)) same.push(record);
    else byId.set(id, [same, record]);
  }
  return byKind;
}

function byPlace(a: CatalogRecord, b: CatalogRecord): number {
  const inPlace = ({ path, key }: CatalogRecord): number => (idFromPath(path) === key.id ? 0 : 1);
  return inPlace(a) - inPlace(b) || (a.path < b.path ? -1 : 1);
}
