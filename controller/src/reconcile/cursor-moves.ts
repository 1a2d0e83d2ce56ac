import type { UnreadableFile } from '../store/source-tables.ts';
import type { Advance } from './apply-sync.ts';
import type { SyncCursor } from './sync-cursor.ts';

/** Whether a sync that changes no entity has something to write all the same. */
export function cursorMoves(cursor: SyncCursor, advance: Advance, heldBefore: number): boolean {
  return (
    cursor.state !== 'synced' ||
    cursor.fingerprint !== advance.fingerprint ||
    cursor.commit !== advance.commit ||
    heldBefore !== advance.held.length ||
    wordsOf(cursor.unreadable) !== wordsOf(advance.unreadable)
  );
}

/** The database gives JSON back with its keys in an order of its own. */
function wordsOf(files: readonly UnreadableFile[]): string {
  return JSON.stringify(files.map(({ path, rule, message, line }) => [path, rule, message, line]));
}
