import type { Term } from '../leadership/term.ts';
import type { Store } from '../store/store.ts';
import { isSameCursor, readSourceCursor, type SourceCursor, writeSourceCursor } from './source-cursor.ts';

/**
 * Notes why a source is not followed any more though it is still in the catalog. All that came by it stays as it is.
 *
 * @returns whether anything was written
 */
export async function noteUnusable(
  { id, namespace, reason }: { readonly id: string; readonly namespace: string; readonly reason: string },
  { store, term, now }: { readonly store: Store; readonly term: Term; readonly now: Date },
): Promise<boolean> {
  const before = await readSourceCursor(store.db, id);
  const after: SourceCursor = {
    ...(before ?? {
      source_id: id,
      namespace,
      commit: null,
      visible_to: null,
      installable: false,
      entities: 0,
    }),
    // Once it is mended, everything is looked at anew.
    fingerprint: null,
    state: 'failed',
    error: reason,
  };
  if (isSameCursor(before, after)) return false;
  await term.write((db) => writeSourceCursor(db, after, now));
  return true;
}
