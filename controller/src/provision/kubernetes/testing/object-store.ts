import { randomUUID } from 'node:crypto';
import { withDefaults } from './default-fields.ts';
import { fieldsOf, type Json, laidOver, without } from './field-sets.ts';

export interface StoredObject extends Json {
  apiVersion: string;
  kind: string;
  metadata: Json & {
    name: string;
    namespace: string;
    labels?: Record<string, string>;
    resourceVersion?: string;
  };
}

export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly version: number;
  /** Path of the collection in a namespace. */
  readonly place: string;
  readonly object: StoredObject;
}

interface Entry {
  object: StoredObject;
  /** Fields that each manager owns, by path. */
  owners: Map<string, Set<string>>;
}

export type ApplyResult =
  | { readonly status: 200 | 201; readonly object: StoredObject }
  | { readonly status: 409; readonly message: string };

/** Objects as the API keeps them: who owns which field, versions, and what has changed since. */
export class ObjectStore {
  readonly #entries = new Map<string, Entry>();
  readonly events: StoreEvent[] = [];
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  version = 1;

  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get(place: string, name: string): StoredObject | undefined {
    const entry = this.#entries.get(`${place}/${name}`);
    return entry && shown(entry);
  }

  /** Everything below a path, with the place of each. */
  all(isWanted: (place: string) => boolean = () => true): { place: string; object: StoredObject }[] {
    return [...this.#entries].flatMap(([key, entry]) => {
      const place = key.slice(0, key.lastIndexOf('/'));
      return isWanted(place) ? [{ place, object: shown(entry) }] : [];
    });
  }

  /** Server-side apply. */
  apply(
    place: string,
    config: StoredObject,
    { manager, force, dryRun }: { manager: string; force: boolean; dryRun: boolean },
  ): ApplyResult {
    const key = `${place}/${config.metadata.name}`;
    const entry = this.#entries.get(key);
    const own = `${manager}/Apply`;
    const fields = fieldsOf(config);
    const wanted = fieldsOf(withDefaults(config));
    const owners = new Map([...(entry?.owners ?? [])].map(([name, paths]) => [name, new Set(paths)]));
    const present = entry && fieldsOf(entry.object);
    const conflicts = [...fields.keys()].flatMap((path) =>
      [...owners].flatMap(([name, paths]) =>
        name !== own && paths.has(path) && present?.get(path) !== wanted.get(path) ? [{ name, path }] : [],
      ),
    );
    if (conflicts.length > 0 && !force) {
      const [first] = conflicts;
      return {
        status: 409,
        message: `Apply failed with ${conflicts.length} conflict: conflict with "${first?.name}": ${first?.path}`,
      };
    }
    for (const { name, path } of conflicts) owners.get(name)?.delete(path);
    const before = owners.get(own) ?? new Set<string>();
    owners.set(own, new Set(fields.keys()));
    const held = new Set([...owners.values()].flatMap((paths) => [...paths]));
    const gone = new Set([...before].filter((path) => !held.has(path)));
    const base = entry === undefined ? {} : (without(entry.object, gone) ?? {});
    const merged = withDefaults(laidOver(base, config) as Json) as StoredObject;
    if (dryRun)
      return { status: entry ? 200 : 201, object: shown({ object: this.#stamp(entry, merged), owners }) };
    return { status: entry ? 200 : 201, object: this.#put(place, key, { object: merged, owners }) };
  }

  /** A change by somebody else, such as by hand: what it changes is theirs from then on. */
  edit(place: string, name: string, manager: string, change: (object: StoredObject) => void): void {
    const entry = this.#entries.get(`${place}/${name}`);
    if (entry === undefined) throw new Error(`There is no ${place}/${name}.`);
    const next = structuredClone(entry.object);
    change(next);
    const [before, after] = [fieldsOf(entry.object), fieldsOf(next)];
    const changed = [...after].filter(([path, value]) => before.get(path) !== value).map(([path]) => path);
    const removed = [...before.keys()].filter((path) => !after.has(path));
    const owners = new Map([...entry.owners].map(([owner, paths]) => [owner, new Set(paths)]));
    for (const paths of owners.values()) for (const path of [...changed, ...removed]) paths.delete(path);
    const own = `${manager}/Update`;
    owners.set(own, new Set([...(owners.get(own) ?? []), ...changed]));
    this.#put(place, `${place}/${name}`, { object: next, owners });
  }

  delete(place: string, name: string): void {
    const entry = this.#entries.get(`${place}/${name}`);
    if (entry === undefined) return;
    this.#entries.delete(`${place}/${name}`);
    this.#tell('DELETED', place, entry);
  }

  #put(place: string, key: string, entry: Entry): StoredObject {
    const before = this.#entries.get(key);
    const object = this.#stamp(before, entry.object);
    const isSame = before !== undefined && JSON.stringify(before.object) === JSON.stringify(object);
    this.#entries.set(key, { object, owners: entry.owners });
    if (!isSame)
      this.#tell(before === undefined ? 'ADDED' : 'MODIFIED', place, { object, owners: entry.owners });
    return shown({ object, owners: entry.owners });
  }

  /** What the API itself writes into the metadata. */
  #stamp(before: Entry | undefined, object: StoredObject): StoredObject {
    const was = before?.object;
    const isSame = JSON.stringify(was?.['spec']) === JSON.stringify(object['spec']);
    const generation = Number(was?.metadata['generation'] ?? 0) + (isSame ? 0 : 1);
    return {
      ...object,
      metadata: {
        ...object.metadata,
        uid: was?.metadata['uid'] ?? randomUUID(),
        creationTimestamp: was?.metadata['creationTimestamp'] ?? '2026-11-22T08:00:00Z',
        resourceVersion: was?.metadata.resourceVersion ?? '0',
        ...(generation > 0 ? { generation } : {}),
      },
    };
  }

  #tell(type: StoreEvent['type'], place: string, entry: Entry): void {
    this.version += 1;
    entry.object = {
      ...entry.object,
      metadata: { ...entry.object.metadata, resourceVersion: String(this.version) },
    };
    const key = `${place}/${entry.object.metadata.name}`;
    if (type !== 'DELETED') this.#entries.set(key, entry);
    const event = { type, place, version: this.version, object: shown(entry) };
    this.events.push(event);
    for (const listener of this.#listeners) listener(event);
  }
}

/** With its managers, as the API tells of them. */
function shown({ object, owners }: Entry): StoredObject {
  const managedFields = [...owners]
    .filter(([, paths]) => paths.size > 0)
    .map(([owner, paths]) => {
      const [manager, operation] = owner.split('/');
      return {
        ...{ manager, operation, apiVersion: object.apiVersion, fieldsType: 'FieldsV1' },
        fieldsV1: Object.fromEntries([...paths].map((path) => [`f:${path}`, {}])),
      };
    });
  return structuredClone({ ...object, metadata: { ...object.metadata, managedFields } });
}
