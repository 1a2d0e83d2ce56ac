import type { Billing, EntryVersion } from '@souk/model/billing/billing-inputs.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/** What versions said about their price; those that nobody knows any more are left out. */
export async function readEntryVersions(
  db: Queryable,
  named: readonly Pick<EntryVersion, 'entry' | 'version'>[],
): Promise<EntryVersion[]> {
  const keys = [...new Map(named.map((one) => [`${one.entry}@${one.version}`, one])).values()];
  if (keys.length === 0) return [];
  const { rows } = await sql<{ entry: string; version: string; billing: Billing | null }>`
    select asked.entry, asked.version, coalesce(v.manifest, e.manifest)->'billing' as billing
    from unnest(
      ${keys.map(({ entry }) => entry)}::text[], ${keys.map(({ version }) => version)}::text[]
    ) as asked (entry, version)
    left join entity_version as v
      on v.kind in ('App', 'Connector') and v.id = asked.entry and v.version = asked.version
      and v.manifest is not null
    left join entity as e
      on e.kind in ('App', 'Connector') and e.id = asked.entry and e.version = asked.version
      and e.source_id is null and e.manifest is not null
    where v.id is not null or e.id is not null
    order by 1, 2`.execute(db);
  return rows.map(({ billing, ...key }) => (billing === null ? key : { ...key, billing }));
}
