import type { SourceStanding } from '../reconcile/catalog-source.ts';
import { SourceError, type SourceErrorCode } from './source-error.ts';

/** Faults of a source that did answer. */
const answered: ReadonlySet<SourceErrorCode> = new Set([
  'no-branch',
  'shallow',
  'mirror-broken',
  'not-accepted',
]);

/** How a source stands after it failed: what was known of its commits stays. */
export function standingAfter(error: unknown, before: SourceStanding, now: Date): SourceStanding {
  const reachable = error instanceof SourceError && answered.has(error.code);
  const message = error instanceof Error ? error.message : String(error);
  return { ...before, reachable, error: message, askedAt: now };
}
