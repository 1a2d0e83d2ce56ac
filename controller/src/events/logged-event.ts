import type { Selectable } from 'kysely';
import type { Tables } from '../store/tables.ts';
import type { LoggedEvent } from './event.ts';

/** A row of the log as the event that it holds. */
export function loggedEvent(row: Selectable<Tables['event']>): LoggedEvent {
  const { seq, type, kind, id, change, commit, revision, at, data } = row;
  return {
    seq: Number(seq),
    type,
    ...(kind === null || id === null ? {} : { entity: { kind, id } }),
    ...(change === null ? {} : { change }),
    commit: commit ?? undefined,
    revision,
    at,
    data,
  };
}
