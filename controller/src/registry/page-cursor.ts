import { createHash } from 'node:crypto';
import type { EntityFilter, Sort } from './entity-query.ts';
import type { SortKey } from './sort-key.ts';

type CursorQuery = EntityFilter & { readonly sort: Sort };

/** Where a page ended. */
export interface PagePlace {
  readonly after: SortKey;
  /** What the words of the search were worth. */
  readonly rarities: readonly number[];
}

/** Cursors are places in the order, not counts, so entities that come and go shift no page. */
export function encodeCursor({ after, rarities }: PagePlace, query: CursorQuery): string {
  const parts = [bindingOf(query), after.primary, after.name, after.key, rarities];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The place a cursor stands for; undefined when it was not made by this list with this sort and these filters. */
export function decodeCursor(cursor: string, query: CursorQuery): PagePlace | undefined {
  const parts = parseParts(cursor);
  if (parts === undefined || parts.length !== 5) return undefined;
  const [binding, primary, name, key, rarities] = parts;
  if (binding !== bindingOf(query) || typeof primary !== 'number' || typeof name !== 'string')
    return undefined;
  if (typeof key !== 'string' || !isNumbers(rarities)) return undefined;
  return { after: { primary, name, key }, rarities };
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

function parseParts(cursor: string): unknown[] | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : undefined;
  } catch {
    return undefined;
  }
}

function bindingOf({ filters, q, sort }: CursorQuery): string {
  const named = Object.entries(filters)
    .map(([name, values]) => [name, values.toSorted()])
    .sort();
  return createHash('sha256')
    .update(JSON.stringify([sort, q ?? '', named]))
    .digest('base64url')
    .slice(0, 12);
}
