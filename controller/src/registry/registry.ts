import { createHash } from 'node:crypto';
import type { EntityKey, Kind } from '@souk/model/manifest/manifest.ts';
import type { NewEvent } from '../events/event.ts';
import type { Store } from '../store/store.ts';
import { buildModel } from './build-model.ts';
import type { EntityFilter, PageRequest } from './entity-query.ts';
import type { EntityRecord } from './entity-record.ts';
import type { FacetCounts } from './facet-columns.ts';
import type { RegistryCounts } from './kind-groups.ts';
import { maySeeEvent } from './may-see-event.ts';
import { readEntity, type StoredEntity } from './read-entity.ts';
import type { PageResult, ReadModel } from './read-model.ts';
import { type Place, readEverything, readNews } from './read-news.ts';
import { maySee, type SourceAccess } from './source-access.ts';
import type { Viewer } from './viewer.ts';

/** The newest state in memory, shared by all who look at it. */
interface Current {
  model: ReadModel;
  place: Place;
}

/** The read side: what the marketplace holds, as the API shows it to somebody. */
export class Registry {
  readonly #db: Store['db'];
  readonly #current: Current;
  readonly #viewer: Viewer;

  private constructor(db: Store['db'], current: Current, viewer: Viewer) {
    this.#db = db;
    this.#current = current;
    this.#viewer = viewer;
  }

  /** Builds the read side from what the store holds, and hides nothing of it. */
  static async load({ db }: Store): Promise<Registry> {
    const { place, entities, access } = await readEverything(db);
    return new Registry(db, { model: await buildModel(entities, access), place }, 'everything');
  }

  /** The same as this viewer may see it. */
  seenBy(viewer: Viewer): Registry {
    return viewer === this.#viewer ? this : new Registry(this.#db, this.#current, viewer);
  }

  /** Changes with every change of what is served, and with nothing else. */
  get revision(): string {
    const { epoch, revision } = this.#current.place;
    return `${epoch}.${revision}`;
  }

  /** The same, told apart for viewers who see different parts. */
  get revisionSeen(): string {
    if (this.#viewer === 'everything') return this.revision;
    const teams = createHash('sha256').update(JSON.stringify(this.#viewer.teams.toSorted()));
    return `${this.revision}-${teams.digest('base64url').slice(0, 12)}`;
  }

  /**
   * Takes over what has happened in the store since the last time, in one step: nobody sees a part of it. To be
   * called again only when it has ended.
   *
   * @returns whether anything has happened
   */
  async refresh(): Promise<boolean> {
    const news = await readNews(this.#db, this.#current.place);
    switch (news.type) {
      case 'none':
        return false;
      case 'some':
        this.#current.model.setAccess(news.access);
        this.#current.model.put(news.entities, news.gone);
        break;
      case 'all':
        this.#current.model = await buildModel(news.entities, news.access);
        break;
    }
    this.#current.place = news.place;
    return true;
  }

  page(request: PageRequest): PageResult {
    return this.#current.model.page(request, this.#viewer);
  }

  facets(filter: EntityFilter): FacetCounts {
    return this.#current.model.facets(filter, this.#viewer);
  }

  get(key: EntityKey): EntityRecord | undefined {
    return this.#current.model.get(key, this.#viewer);
  }

  /** The entity that a reference means: the first of the kinds it may be of that exists. */
  resolve(kinds: readonly Kind[], id: string): EntityRecord | undefined {
    for (const kind of kinds) {
      const record = this.get({ kind, id });
      if (record !== undefined) return record;
    }
    return undefined;
  }

  /** The name people know a team by. */
  teamName(id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.get({ kind: 'Team', id })?.name;
  }

  marketplace(): EntityRecord | undefined {
    return this.#current.model.ofKind('Marketplace')[0];
  }

  /** What our catalog lets people do with what comes by a source; undefined when it does not know the source. */
  accessOf(sourceId: string): SourceAccess | undefined {
    return this.#current.model.accessOf(sourceId);
  }

  /** Whether the viewer may see what comes by a source. */
  showsSource(sourceId: string): boolean {
    return maySee(this.#viewer, this.accessOf(sourceId));
  }

  /** Whether the viewer may be told of an event. */
  showsEvent(event: Pick<NewEvent, 'data' | 'change'>): boolean {
    return maySeeEvent(this.#viewer, event, (id) => this.accessOf(id));
  }

  read(key: EntityKey): Promise<StoredEntity | undefined> {
    return readEntity(this.#db, key);
  }

  counts(): RegistryCounts {
    return this.#current.model.counts(this.#viewer);
  }
}
