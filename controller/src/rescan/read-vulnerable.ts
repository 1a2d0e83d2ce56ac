import { formatKey } from '@souk/model/manifest/manifest.ts';
import type { Queryable } from '../store/store.ts';

/** `Kind/id` of the entries in which vulnerabilities were found, excused ones too. */
export async function readVulnerable(db: Queryable): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('finding')
    .select(['kind', 'id'])
    .distinct()
    .where('origin', '=', 'vetting')
    .where('rule', 'like', 'vulnerability/%')
    .where('rule', '!=', 'vulnerability/not-looked-up')
    .execute();
  return new Set(rows.map(formatKey));
}
