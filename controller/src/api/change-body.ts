import type { LoggedEvent } from '../events/event.ts';
import { formatCursor } from '../events/feed-cursor.ts';
import { formatRevision } from '../registry/revision.ts';

/** One change as the feed tells of it. */
export function changeBody({ seq, change, entity, commit, revision, at, data }: LoggedEvent, epoch: string) {
  const version = data['version'];
  return {
    seq,
    cursor: formatCursor(epoch, seq),
    type: change,
    ...entity,
    version: typeof version === 'string' ? version : undefined,
    commit,
    revision: formatRevision(epoch, revision),
    at: at.toISOString(),
  };
}
