import type { Change } from '../change/change.ts';
import { type EntityKey, formatKey } from '../manifest/manifest.ts';

/**
 * Entities that both sides changed, in whatever file and by whatever part: manifest, owner, place or attachments.
 * What was judged for one of them no longer holds.
 *
 * @param ours what the pull request changes, from the commit at which it left the base
 * @param theirs what the base changed since that commit
 */
export function changedMeanwhile(ours: readonly Change[], theirs: readonly Change[]): EntityKey[] {
  const moved = new Set(theirs.map(({ key }) => formatKey(key)));
  return ours.map(({ key }) => key).filter((key) => moved.has(formatKey(key)));
}
