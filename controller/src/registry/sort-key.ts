import type { Sort } from './entity-query.ts';
import type { EntityRecord } from './entity-record.ts';
import { stages } from './facets.ts';

/** Where an entity stands in a sorted list. The name and then the key decide between equals, so no two are alike. */
export interface SortKey {
  readonly primary: number;
  readonly name: string;
  readonly key: string;
}

/** The place of an entity in a list that does not depend on a search. */
export function sortKeyOf(record: EntityRecord, sort: Exclude<Sort, 'relevance'>): SortKey {
  const primary = primaryOf(record, sort);
  return { primary, name: foldedName(record), key: `${record.kind}/${record.id}` };
}

export function compareSortKeys(a: SortKey, b: SortKey): number {
  return a.primary - b.primary || compareText(a.name, b.name) || compareText(a.key, b.key);
}

function primaryOf(record: EntityRecord, sort: Exclude<Sort, 'relevance'>): number {
  switch (sort) {
    case 'name':
      return 0;
    case '-updated':
      return -record.updatedAt.getTime();
    case 'stage': {
      const place = (stages as readonly (string | undefined)[]).indexOf(record.stage);
      return place === -1 ? stages.length : place;
    }
  }
}

/** Letters without case or accents: close to what people expect of an alphabet, and as fast as comparing text. */
function foldedName({ name, id }: EntityRecord): string {
  return (name ?? id).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
