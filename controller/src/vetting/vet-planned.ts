import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { EntryVetter } from '@souk/vetting/pipeline/create-vetting.ts';
import type { Term } from '../leadership/term.ts';
import type { VettingPolicies } from './open-vetting-policies.ts';
import type { PlannedVetting } from './plan-vetting.ts';
import { storeVetting } from './store-vetting.ts';
import { vetEntry } from './vet-entry.ts';
import type { VettingPorts } from './vetting-ports.ts';

export interface OpenVetting {
  /** What the entries were planned from. */
  readonly snapshot: CatalogSnapshot;
  /** The same, as it is read from. */
  readonly files: CatalogSnapshot;
  readonly policies: VettingPolicies;
  readonly vetter: EntryVetter;
  readonly now: Date;
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
  { snapshot, files, policies, vetter, now }: OpenVetting,
  { currentSnapshot, announce }: Pick<VettingPorts, 'currentSnapshot' | 'announce'>,
): Promise<boolean> {
  for (const one of planned) {
    if (term.ended.aborted || currentSnapshot() !== snapshot) return false;
    const result = await vetEntry(one, { snapshot: files, policies, vetting: vetter, now });
    if (term.ended.aborted) return false;
    if (result !== undefined && (await term.write((db) => storeVetting(db, one, result, now))))
      await announce();
  }
  return true;
}
