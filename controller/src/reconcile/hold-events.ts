import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { NewEvent } from '../events/event.ts';
import type { Advance } from './apply-sync.ts';

/** Of the held entities, so many are named. */
const NAMED = 20;

/** Tells that removals are held, more or fewer than before, or none any more. */
export function holdEvents({ held, commit }: Advance, heldBefore: number): NewEvent[] {
  if (held.length === heldBefore) return [];
  if (held.length === 0) return [{ type: 'catalog.released', commit, data: { entities: heldBefore } }];
  const names = held.slice(0, NAMED).map(({ key }) => formatKey(key));
  const commits = [...new Set(held.map((removal) => removal.commit))];
  return [{ type: 'catalog.held', commit, data: { entities: held.length, names, commits } }];
}
