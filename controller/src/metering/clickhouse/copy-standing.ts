import type { CopyState } from './copy-state.ts';
import type { LedgerMark } from './ledger-mark.ts';

/**
 * Whether the copy is one of this database as it is now, so that bringing what has changed makes it whole. A database that
 * was restored knows less than was copied from it: then the copy has to be made anew.
 */
export function continuesLedger(mark: LedgerMark | undefined, copy: CopyState | undefined): boolean {
  if (mark === undefined || copy === undefined) return false;
  const isOfIt = mark.generation === copy.generation && mark.isOwn;
  // A round is announced in the ledger before anything is copied: one that it knows nothing of was of its future.
  const isPast = copy.begun <= mark.round;
  // What a round copies is newer than its announcement. Only a database that went on since then has all of it.
  const isWhole = mark.settled || mark.isSameStart;
  return isOfIt && isPast && isWhole;
}
