import { type EntityKey, formatKey, type Kind } from '@souk/model/manifest/manifest.ts';
import type { Queryable, Store } from '../store/store.ts';
import type { EntityFilter, PageRequest } from './entity-query.ts';
import type { EntityRecord } from './entity-record.ts';
import type { FacetCounts } from './facet-columns.ts';
import { loadEntities } from './load-entities.ts';
import { readEntity, type StoredEntity } from './read-entity.ts';
import { type PageResult, ReadModel } from './read-model.ts';
import { type EntityVersion, readVersions } from './read-versions.ts';

export interface RegistryCounts {
  readonly total: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly stalled: number;
}

/** The read side: what the marketplace holds, as the API shows it. */
export class Registry {
  readonly #db: Queryable;
  #model: ReadModel;
  #revision: string;

  private constructor(db: Queryable, model: ReadModel, revision: string) {
    this.#db = db;
    this.#model = model;
    this.#revision = revision;
  }

  /** Builds the read side from what the store holds. */
  static async load({ db }: Store): Promise<Registry> {
    const revision = await readRevision(db);
    const model = new ReadModel();
    model.put(await loadEntities(db), []);
    return new Registry(db, model, revision);
  }

  /** Changes with every change of what is served, and with nothing else. */
  get revision(): string {
    return this.#revision;
  }

  /** Takes over what the store now holds of these entities. */
  async refresh(keys: readonly EntityKey[]): Promise<void> {
    const revision = await readRevision(this.#db);
    const loaded = await loadEntities(this.#db, keys);
    const found = new Set(loaded.map(({ record }) => formatKey(record)));
    this.#model.put(
      loaded,
      keys.filter((key) => !found.has(formatKey(key))),
    );
    this.#revision = revision;
  }

  page(request: PageRequest): PageResult {
    return this.#model.page(request);
  }

  facets(filter: EntityFilter): FacetCounts {
    return this.#model.facets(filter);
  }

  get(key: EntityKey): EntityRecord | undefined {
    return this.#model.get(key);
  }

  /** The entity that a reference means: the first of the kinds it may be of that exists. */
  resolve(kinds: readonly Kind[], id: string): EntityRecord | undefined {
    for (const kind of kinds) {
      const record = this.#model.get({ kind, id });
      if (record !== undefined) return record;
    }
    return undefined;
  }

  /** The name people know a team by. */
  teamName(id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.#model.get({ kind: 'Team', id })?.name;
  }

  marketplace(): EntityRecord | undefined {
    return this.#model.ofKind('Marketplace')[0];
  }

  read(key: EntityKey): Promise<StoredEntity | undefined> {
    return readEntity(this.#db, key);
  }

  versions(key: EntityKey): Promise<EntityVersion[]> {
    return readVersions(this.#db, key);
  }

  counts(): RegistryCounts {
    const byKind: Record<string, number> = {};
    let stalled = 0;
    const records = this.#model.records();
    for (const { kind, state } of records) {
      byKind[kind] = (byKind[kind] ?? 0) + 1;
      if (state === 'stalled') stalled++;
    }
    return { total: records.length, byKind, stalled };
  }
}

async function readRevision(db: Queryable): Promise<string> {
  const { epoch, revision } = await db
    .selectFrom('sync_cursor')
    .select(['epoch', 'revision'])
    .executeTakeFirstOrThrow();
  return `${epoch}.${revision}`;
}
