import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { Term } from '../leadership/term.ts';
import { type Look, lookThrough } from './look-through.ts';
import type { PlannedVetting } from './plan-vetting.ts';
import type { VettingPorts } from './vetting-ports.ts';

export interface OpenVetting extends Look {
  /** What the entries were planned from. */
  readonly snapshot: CatalogSnapshot;
}

/**
 * Looks through entries one after the other, and writes down what came out of each by itself. Stops when the term ends
 * or the registry has moved on.
 *
 * @returns whether all of them were looked through
 */
export async function vetPlanned(
  term: Term,
  planned: readonly PlannedVetting[],
  vetting: OpenVetting,
  { currentSnapshot, announce }: Pick<VettingPorts, 'currentSnapshot' | 'announce'>,
): Promise<boolean> {
  for (const one of planned) {
    if (term.ended.aborted || currentSnapshot() !== vetting.snapshot) return false;
    await lookThrough(term, one, vetting, { announce });
  }
  return !term.ended.aborted;
}
