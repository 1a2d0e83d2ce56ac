import type { Catalog } from '@souk/model/catalog/catalog.ts';
import { isEntryKind } from '@souk/model/manifest/manifest.ts';
import { waivedKey } from '@souk/model/policy/affected-subjects.ts';
import { isVettingRule } from '@souk/model/rule/vetting-rules.ts';
import type { Term } from '../leadership/term.ts';
import type { Store } from '../store/store.ts';
import { deleteVettingFindings } from './vetting-findings.ts';

/** Takes back what was said of waivers that name no entry, or no rule of vetting, any more. */
export async function forgetWaivers(term: Term, { db }: Store, catalog: Catalog): Promise<void> {
  const rows = await db
    .selectFrom('finding')
    .select(['kind', 'id'])
    .distinct()
    .where('origin', '=', 'vetting')
    .where('kind', '=', 'Waiver')
    .execute();
  const counting = new Set(countingWaivers(catalog));
  const stale = rows.filter(({ id }) => !counting.has(id));
  if (stale.length > 0) await term.write((tx) => deleteVettingFindings(tx, stale));
}

/** Ids of the waivers that name an entry of the catalog, for a rule of vetting. */
function countingWaivers(catalog: Catalog): string[] {
  return catalog.manifestsOf('Waiver').flatMap((waiver) => {
    const waived = waivedKey(waiver);
    const counts =
      isVettingRule(waiver.rule) && isEntryKind(waived.kind) && catalog.get(waived) !== undefined;
    return counts ? [waiver.id] : [];
  });
}
