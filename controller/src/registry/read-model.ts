import { type EntityKey, formatKey, type Kind } from '@souk/model/manifest/manifest.ts';
import type { EntityFilter, PageRequest, Sort } from './entity-query.ts';
import type { EntityRecord } from './entity-record.ts';
import { type CompiledFilters, FacetColumns, type FacetCounts } from './facet-columns.ts';
import { FirstFew } from './first-few.ts';
import { decodeCursor, encodeCursor } from './page-cursor.ts';
import { compareSortKeys, type SortKey, sortKeyOf } from './sort-key.ts';
import { SortedList } from './sorted-list.ts';
import type { Hits } from './text-index.ts';
import { TextSearch } from './text-search.ts';

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
  readonly #lists: Readonly<Record<ListSort, SortedList<Slot>>> = {
    name: sortedBy('name'),
    '-updated': sortedBy('-updated'),
    stage: sortedBy('stage'),
  };
  #lastHits: { readonly q: string; readonly hits: Hits } | undefined;

  get(key: EntityKey): EntityRecord | undefined {
    return this.#slotOf(key)?.record;
  }

  ofKind(kind: Kind): EntityRecord[] {
    return this.records().filter((record) => record.kind === kind);
  }

  records(): EntityRecord[] {
    return this.#lists.name.items.map(({ record }) => record);
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

  page(request: PageRequest): PageResult {
    const { cursor, sort } = request;
    const after = cursor === undefined ? undefined : decodeCursor(cursor, request);
    if (cursor !== undefined && after === undefined) return { ok: false, code: 'invalid-cursor' };
    const filters = this.#columns.compile(request.filters);
    const hits = this.#hits(request.q);
    const found =
      sort === 'relevance' && hits !== undefined
        ? this.#rank(hits, filters, after, request.limit)
        : this.#scan(sort === 'relevance' ? 'name' : sort, hits, filters, after, request.limit);
    const items = found.page.slice(0, request.limit);
    const last = items.at(-1);
    const more = found.page.length > items.length && last !== undefined;
    const nextCursor = more ? encodeCursor(last.place, request) : undefined;
    return { ok: true, items: items.map(({ slot }) => slot.record), total: found.total, nextCursor };
  }

  facets({ filters, q }: EntityFilter): FacetCounts {
    const hits = this.#hits(q);
    const includes = hits === undefined ? undefined : (number: number) => isHit(hits, number);
    return this.#columns.count(this.#columns.compile(filters), includes);
  }

  /** Walks a list that is kept in order. Gives one item more than asked for when there are more. */
  #scan(
    sort: ListSort,
    hits: Hits | undefined,
    filters: CompiledFilters,
    after: SortKey | undefined,
    limit: number,
  ): Found {
    const page: Placed[] = [];
    let total = 0;
    for (const slot of this.#lists[sort].items) {
      if (!this.#columns.matches(slot.number, filters) || (hits !== undefined && !isHit(hits, slot.number)))
        continue;
      total++;
      if (page.length > limit) continue;
      const place = slot.keys[sort];
      if (after === undefined || compareSortKeys(place, after) > 0) page.push({ slot, place });
    }
    return { page, total };
  }

  /** Picks the hits of a search that fit best. Gives one item more than asked for when there are more. */
  #rank(
    { documents, scores }: Hits,
    filters: CompiledFilters,
    after: SortKey | undefined,
    limit: number,
  ): Found {
    const best = new FirstFew<Placed>(limit + 1, (a, b) => compareSortKeys(a.place, b.place));
    let total = 0;
    for (const number of documents) {
      const slot = this.#slots[number];
      if (slot === undefined || !this.#columns.matches(number, filters)) continue;
      total++;
      const { name, key } = slot.keys.name;
      const place = { primary: -(scores[number] ?? 0), name, key };
      if (after === undefined || compareSortKeys(place, after) > 0) best.offer({ slot, place });
    }
    return { page: best.items, total };
  }

  /** A portal asks for the page and the facets of the same words at the same time. */
  #hits(q: string | undefined): Hits | undefined {
    const words = q?.trim() ?? '';
    if (words === '') return undefined;
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
    this.#search.index.remove(number);
  }
}

interface Placed {
  readonly slot: Slot;
  readonly place: SortKey;
}

interface Found {
  readonly page: readonly Placed[];
  readonly total: number;
}

function isHit({ scores }: Hits, number: number): boolean {
  return (scores[number] ?? 0) > 0;
}

function sortedBy(sort: ListSort): SortedList<Slot> {
  return new SortedList<Slot>((a, b) => compareSortKeys(a.keys[sort], b.keys[sort]));
}
