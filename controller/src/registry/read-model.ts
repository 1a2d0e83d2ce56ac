import { type EntityKey, formatKey, type Kind } from '@souk/model/manifest/manifest.ts';
import type { EntityFilter, PageRequest, Sort } from './entity-query.ts';
import type { EntityRecord } from './entity-record.ts';
import { type CompiledFilters, FacetColumns, type FacetCounts } from './facet-columns.ts';
import { FirstFew } from './first-few.ts';
import { KindGroups, type RegistryCounts } from './kind-groups.ts';
import { decodeCursor, encodeCursor } from './page-cursor.ts';
import { compareSortKeys, type SortKey, sortKeyOf } from './sort-key.ts';
import { SortedList } from './sorted-list.ts';
import { type AccessBySource, maySee, type SourceAccess } from './source-access.ts';
import { SourceGroups } from './source-groups.ts';
import type { Hits } from './text-index.ts';
import { type Found, TextSearch } from './text-search.ts';
import type { Viewer } from './viewer.ts';

/** An entity as the store holds it, with the words it is found by beyond those of its record. */
export interface LoadedEntity {
  readonly record: EntityRecord;
  readonly search: string;
}

export type PageResult =
  | {
      readonly ok: true;
      readonly items: readonly EntityRecord[];
      readonly total: number;
      readonly nextCursor: string | undefined;
    }
  | { readonly ok: false; readonly code: 'invalid-cursor' };

/** An entity in memory. */
interface Slot {
  /** Place in `#slots`, and number in the columns and in the text index. */
  readonly number: number;
  readonly record: EntityRecord;
  readonly keys: Readonly<Record<ListSort, SortKey>>;
}

/** Sorts that a list is kept ready for; relevance differs from search to search. */
type ListSort = Exclude<Sort, 'relevance'>;
const listSorts = ['name', '-updated', 'stage'] as const;

/** All entities in memory, for lists, facets and search. The store is the truth; this is rebuilt from it. */
export class ReadModel {
  readonly #numbers = new Map<string, number>();
  readonly #slots: (Slot | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #columns = new FacetColumns();
  readonly #search = new TextSearch();
  readonly #kinds = new KindGroups();
  readonly #sources = new SourceGroups();
  readonly #lists: Readonly<Record<ListSort, SortedList<Slot>>> = {
    name: sortedBy('name'),
    '-updated': sortedBy('-updated'),
    stage: sortedBy('stage'),
  };
  #lastHits: { readonly q: string; readonly hits: Found } | undefined;

  /** Says who may see what comes from other catalogs. */
  setAccess(access: AccessBySource): void {
    this.#sources.setAccess(access);
  }

  accessOf(sourceId: string): SourceAccess | undefined {
    return this.#sources.accessOf(sourceId);
  }

  get(key: EntityKey, viewer: Viewer = 'everything'): EntityRecord | undefined {
    const slot = this.#slotOf(key);
    if (slot?.record.sourceId === undefined) return slot?.record;
    return maySee(viewer, this.accessOf(slot.record.sourceId)) ? slot.record : undefined;
  }

  ofKind(kind: Kind): EntityRecord[] {
    return this.#kinds.of(kind);
  }

  counts(viewer: Viewer = 'everything'): RegistryCounts {
    return this.#kinds.counts(this.#sources.hiddenFrom(viewer));
  }

  /** Takes over entities as the store holds them now; `gone` are those it holds no more. */
  put(entities: readonly LoadedEntity[], gone: readonly EntityKey[]): void {
    const leaving = [...entities.map(({ record }) => record), ...gone].flatMap(
      (key) => this.#slotOf(key) ?? [],
    );
    const left = new Set(leaving);
    for (const key of gone) this.#release(key);
    const coming = entities.map(({ record, search }) => this.#occupy(record, search));
    for (const sort of listSorts) {
      this.#lists[sort].removeAll(left);
      this.#lists[sort].addAll(coming);
    }
    this.#lastHits = undefined;
  }

  page(request: PageRequest, viewer: Viewer = 'everything'): PageResult {
    const { cursor, sort } = request;
    const place = cursor === undefined ? undefined : decodeCursor(cursor, request);
    if (cursor !== undefined && place === undefined) return { ok: false, code: 'invalid-cursor' };
    const filters = this.#columns.compile(request.filters);
    const hits = this.#hits(request.q, place?.rarities);
    const { after } = place ?? {};
    const seen = this.#sources.filterFor(viewer);
    const found =
      sort === 'relevance' && hits !== undefined
        ? this.#rank({ hits, filters, seen, after, limit: request.limit })
        : this.#scan(sort === 'relevance' ? 'name' : sort, {
            hits,
            filters,
            seen,
            after,
            limit: request.limit,
          });
    const items = found.page.slice(0, request.limit);
    const last = items.at(-1);
    const more = found.page.length > items.length && last !== undefined;
    const nextCursor = more
      ? encodeCursor({ after: last.place, rarities: hits?.rarities ?? [] }, request)
      : undefined;
    return { ok: true, items: items.map(({ slot }) => slot.record), total: found.total, nextCursor };
  }

  facets({ filters, q }: EntityFilter, viewer: Viewer = 'everything'): FacetCounts {
    const includes = both(includesOf(this.#hits(q)), this.#sources.filterFor(viewer));
    return this.#columns.count(this.#columns.compile(filters), includes);
  }

  /** Walks a list that is kept in order. Gives one item more than asked for when there are more. */
  #scan(sort: ListSort, { hits, filters, seen, after, limit }: Wanted<Hits | undefined>): Listed {
    const includes = both(includesOf(hits), seen);
    const { items } = this.#lists[sort];
    const page: Placed[] = [];
    const isSeen = ({ keys }: Slot): boolean =>
      after !== undefined && compareSortKeys(keys[sort], after) <= 0;
    for (let i = this.#lists[sort].countLeading(isSeen); i < items.length && page.length <= limit; i++) {
      const slot = items[i] as Slot;
      if (this.#columns.matches(slot.number, filters) && includes?.(slot.number) !== false)
        page.push({ slot, place: slot.keys[sort] });
    }
    return { page, total: this.#columns.total(filters, includes) };
  }

  /** Picks the hits of a search that fit best. Gives one item more than asked for when there are more. */
  #rank({ hits: { documents, scores }, filters, seen, after, limit }: Wanted<Hits>): Listed {
    const best = new FirstFew<Placed>(limit + 1, (a, b) => compareSortKeys(a.place, b.place));
    let total = 0;
    for (const number of documents) {
      const slot = this.#slots[number];
      if (slot === undefined || !this.#columns.matches(number, filters) || seen?.(number) === false) continue;
      total++;
      const { name, key } = slot.keys.name;
      const place = { primary: -(scores[number] ?? 0), name, key };
      if (after === undefined || compareSortKeys(place, after) > 0) best.offer({ slot, place });
    }
    return { page: best.items, total };
  }

  /** A portal asks for the page and the facets of the same words at the same time. */
  #hits(q: string | undefined, rarities?: readonly number[]): Found | undefined {
    const words = q?.trim() ?? '';
    if (words === '') return undefined;
    if (rarities !== undefined) return this.#search.find(words, rarities);
    if (this.#lastHits?.q !== words) this.#lastHits = { q: words, hits: this.#search.find(words) };
    return this.#lastHits.hits;
  }

  #slotOf(key: EntityKey): Slot | undefined {
    const number = this.#numbers.get(formatKey(key));
    return number === undefined ? undefined : this.#slots[number];
  }

  #occupy(record: EntityRecord, search: string): Slot {
    const key = formatKey(record);
    const number = this.#numbers.get(key) ?? this.#free.pop() ?? this.#slots.length;
    const keys = {
      name: sortKeyOf(record, 'name'),
      '-updated': sortKeyOf(record, '-updated'),
      stage: sortKeyOf(record, 'stage'),
    };
    const slot = { number, record, keys };
    this.#numbers.set(key, number);
    this.#slots[number] = slot;
    this.#columns.put(number, record);
    this.#kinds.put(number, record);
    this.#sources.put(number, record);
    const { id, name = '', tags, summary = '' } = record;
    this.#search.index.put(number, { id, name, tags: tags.join(' '), summary, description: search });
    return slot;
  }

  #release(key: EntityKey): void {
    const number = this.#numbers.get(formatKey(key));
    if (number === undefined) return;
    this.#numbers.delete(formatKey(key));
    this.#slots[number] = undefined;
    this.#free.push(number);
    this.#columns.remove(number);
    this.#kinds.remove(number);
    this.#sources.remove(number);
    this.#search.index.remove(number);
  }
}

/** What a page is made of. */
interface Wanted<H> {
  readonly hits: H;
  readonly filters: CompiledFilters;
  /** Whether whoever asks may see an entity; undefined when they may see everything. */
  readonly seen: Includes | undefined;
  readonly after: SortKey | undefined;
  readonly limit: number;
}

interface Placed {
  readonly slot: Slot;
  readonly place: SortKey;
}

interface Listed {
  readonly page: readonly Placed[];
  readonly total: number;
}

type Includes = (number: number) => boolean;

function includesOf(hits: Hits | undefined): Includes | undefined {
  return hits && ((number) => (hits.scores[number] ?? 0) > 0);
}

function both(a: Includes | undefined, b: Includes | undefined): Includes | undefined {
  return a === undefined || b === undefined ? (a ?? b) : (number) => a(number) && b(number);
}

function sortedBy(sort: ListSort): SortedList<Slot> {
  return new SortedList<Slot>((a, b) => compareSortKeys(a.keys[sort], b.keys[sort]));
}
