import type { EntryLife, InstallationLife } from '@souk/model/lifecycle/find-deadlines.ts';
import type { Entry, Installation, Marketplace, Waiver } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/** All that decides when something comes to its end. */
export interface Lives {
  readonly installations: readonly InstallationLife[];
  readonly entries: readonly EntryLife[];
  /** Those whose rule begins with `deadline/`. */
  readonly waivers: readonly Waiver[];
  readonly marketplace: Marketplace | undefined;
}

export async function readLives(db: Queryable): Promise<Lives> {
  const [installations, entries, others] = await Promise.all([
    readInstallationLives(db),
    readEntryLives(db),
    sql<{ readonly manifest: Waiver | Marketplace }>`
      select manifest from entity
      where source_id is null and manifest is not null
        and (kind = 'Marketplace' or (kind = 'Waiver' and manifest->>'rule' like 'deadline/%'))`.execute(db),
  ]);
  const manifests = others.rows.map(({ manifest }) => manifest);
  return {
    installations,
    entries,
    waivers: manifests.filter((manifest) => manifest.kind === 'Waiver'),
    marketplace: manifests.find((manifest) => manifest.kind === 'Marketplace'),
  };
}

/** Only where something was ever metered is it known that nothing was since. */
async function readInstallationLives(db: Queryable): Promise<InstallationLife[]> {
  const { rows } = await sql<{
    readonly installation: Installation;
    readonly entry: Entry | null;
    readonly first_seen_at: Date;
    readonly last_used_at: Date | null;
  }>`
    select i.manifest as installation, e.manifest as entry, s.first_seen_at, u.last_used_at
    from entity i
    join installation_state s on s.installation_id = i.id
    left join entity e
      on e.kind in ('App', 'Connector') and e.id = i.manifest->>'app' and e.source_id is null
    left join (
      select d.installation_id, max(r.last_at) as last_used_at
      from usage_day r join usage_dimension d on d.id = r.dimension_id group by d.installation_id
    ) u on u.installation_id = i.id
    where i.kind = 'Installation' and i.source_id is null and i.manifest is not null`.execute(db);
  return rows.map(({ installation, entry, first_seen_at, last_used_at }) => ({
    installation,
    entry: entry ?? undefined,
    firstSeenAt: first_seen_at,
    lastUsedAt: last_used_at ?? undefined,
  }));
}

async function readEntryLives(db: Queryable): Promise<EntryLife[]> {
  const { rows } = await sql<{
    readonly entry: Entry;
    readonly ownerless_since: Date | null;
    readonly version_since: Date | null;
    readonly blocked_since: Date | null;
  }>`
    select
      e.manifest as entry,
      case when t.id is null or t.manifest->>'status' = 'disbanded' then coalesce(gone.removed_at, t.updated_at, e.updated_at) end
        as ownerless_since,
      v.first_seen_at as version_since,
      c.changed_at as blocked_since
    from entity e
    left join entity t on t.kind = 'Team' and t.id = e.owner and t.source_id is null
    left join tombstone gone on gone.kind = 'Team' and gone.id = e.owner
    left join entity_version v on v.kind = e.kind and v.id = e.id and v.version = e.version
    left join condition c on c.kind = e.kind and c.id = e.id and c.type = 'Vetted' and c.status = 'False'
    where e.kind in ('App', 'Connector') and e.source_id is null and e.manifest is not null`.execute(db);
  return rows.map(({ entry, ownerless_since, version_since, blocked_since }) => ({
    entry,
    ownerlessSince: ownerless_since ?? undefined,
    versionSince: version_since ?? undefined,
    blockedSince: blocked_since ?? undefined,
  }));
}
