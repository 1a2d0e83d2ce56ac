import type { FocusRow } from './charge.ts';

export interface CostPage {
  readonly rows: readonly FocusRow[];
  /** Where to go on; undefined on the last page. */
  readonly next: string | undefined;
}

/** The third argument of a reviver, which the types do not know yet. */
type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

/** @throws {Error} when it is no page */
export function parsePage(text: string): CostPage {
  // Numbers stay as they are written: read as numbers they would lose digits.
  const keepDigits: Reviver = (_key, value, { source }) => (typeof value === 'number' ? source : value);
  const page: unknown = JSON.parse(text, keepDigits as Parameters<typeof JSON.parse>[1]);
  const { rows, next } = (page ?? {}) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(rows)) throw new Error('The export answered without rows.');
  return { rows: rows as FocusRow[], next: typeof next === 'string' && next !== '' ? next : undefined };
}
