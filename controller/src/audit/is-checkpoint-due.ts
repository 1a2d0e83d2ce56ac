import type { AuditState } from './read-audit-state.ts';

const ROWS = 1_000;
const HOUR_MS = 60 * 60 * 1_000;

/** Nothing stays without a signature for more than an hour, or behind more than a thousand rows. */
export function isCheckpointDue(
  { seq, sealed, unsealedSince }: Pick<AuditState, 'seq' | 'sealed' | 'unsealedSince'>,
  now: Date,
): boolean {
  if (seq <= sealed) return false;
  const waiting = unsealedSince === undefined ? HOUR_MS : now.getTime() - Date.parse(unsealedSince);
  return seq - sealed >= ROWS || waiting >= HOUR_MS;
}
