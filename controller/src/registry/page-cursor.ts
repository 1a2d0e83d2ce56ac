import { createHash } from 'node:crypto';
import type { EntityFilter, Sort } from './entity-query.ts';
import type { SortKey } from './sort-key.ts';

/** Cursors are places in the order, not counts, so entities that come and go shift no page. */
export function encodeCursor(after: SortKey, query: EntityFilter & { readonly sort: Sort }): string {
  const parts = [bindingOf(query), after.primary, after.name, after.key];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The place a cursor stands for; undefined when it was not made by this list with this sort and these filters. */
export function decodeCursor(
  cursor: string,
  query: EntityFilter & { readonly sort: Sort },
): SortKey | undefined {
  const parts = parseParts(cursor);
  if (parts === undefined || parts.length !== 4) return undefined;
  const [binding, primary, name, key] = parts;
  if (binding !== bindingOf(query) || typeof primary !== 'number' || typeof name !== 'string')
    return undefined;
  return typeof key === 'string' ? { primary, name, key } : undefined;
}

function parseParts(cursor: string): unknown[] | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : undefined;
  } catch {
    return undefined;
  }
}

function bindingOf({ filters, q, sort }: EntityFilter & { readonly sort: Sort }): string {
  const named = Object.entries(filters)
    .map(([name, values]) => [name, values.toSorted()])
    .sort();
  return createHash('sha256')
    .update(JSON.stringify([sort, q ?? '', named]))
    .digest('base64url')
    .slice(0, 12);
}
