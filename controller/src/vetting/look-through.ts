import type { CatalogSnapshot } from '@souk/git/catalog-snapshot.ts';
import type { EntryVetter } from '@souk/vetting/pipeline/create-vetting.ts';
import type { Term } from '../leadership/term.ts';
import type { VettingPolicies } from './open-vetting-policies.ts';
import type { PlannedVetting } from './plan-vetting.ts';
import { storeVetting } from './store-vetting.ts';
import { vetEntry } from './vet-entry.ts';
import type { VettingPorts } from './vetting-ports.ts';

export interface Look {
  /** What the entry was planned from, as it is read from. */
  readonly files: CatalogSnapshot;
  readonly policies: VettingPolicies;
  readonly vetter: EntryVetter;
  readonly now: Date;
}

/** Looks through an entry, and writes down what came out unless the term ended meanwhile. */
export async function lookThrough(
  term: Term,
  planned: PlannedVetting,
  { files, policies, vetter, now }: Look,
  { announce }: Pick<VettingPorts, 'announce'>,
): Promise<void> {
  const result = await vetEntry(planned, { snapshot: files, policies, vetting: vetter, now });
  if (result === undefined || term.ended.aborted) return;
  if (await term.write((db) => storeVetting(db, planned, result, now))) await announce();
}
