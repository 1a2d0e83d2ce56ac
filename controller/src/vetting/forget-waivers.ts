import type { Term } from '../leadership/term.ts';
import type { Store } from '../store/store.ts';
import type { PlannedVetting } from './plan-vetting.ts';
import { deleteVettingFindings } from './vetting-findings.ts';

/** Takes back what was said of waivers that name no entry, or no rule of vetting, any more. */
export async function forgetWaivers(
  term: Term,
  { db }: Store,
  planned: readonly PlannedVetting[],
): Promise<void> {
  const rows = await db
    .selectFrom('finding')
    .select(['kind', 'id'])
    .distinct()
    .where('origin', '=', 'vetting')
    .where('kind', '=', 'Waiver')
    .execute();
  const named = new Set(planned.flatMap(({ waivers }) => waivers.map(({ id }) => id)));
  const stale = rows.filter(({ id }) => !named.has(id));
  if (stale.length > 0) await term.write((tx) => deleteVettingFindings(tx, stale));
}
