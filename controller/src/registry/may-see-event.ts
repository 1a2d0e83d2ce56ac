import type { NewEvent } from '../events/event.ts';
import { maySee, type SourceAccess } from './source-access.ts';
import type { Viewer } from './viewer.ts';

/**
 * Whether a viewer may be told of an event. What counts is who may see the source now; where our catalog does not know
 * the source any more, only that something is gone is told, to those who could see it then.
 */
export function maySeeEvent(
  viewer: Viewer,
  { data, change }: Pick<NewEvent, 'data' | 'change'>,
  accessOf: (sourceId: string) => SourceAccess | undefined,
): boolean {
  const source = data['source'];
  if (viewer === 'everything' || typeof source !== 'string') return true;
  const access = accessOf(source);
  if (access !== undefined) return maySee(viewer, access);
  return change === 'removed' && sawThen(viewer, data['visibleTo']);
}

function sawThen({ teams }: Exclude<Viewer, 'everything'>, visibleTo: unknown): boolean {
  if (visibleTo === undefined) return true;
  return Array.isArray(visibleTo) && visibleTo.some((team) => teams.includes(team));
}
