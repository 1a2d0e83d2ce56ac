import type { InstallationFacts } from '@souk/model/installation/desire-installation.ts';
import type { DriverName } from '@souk/model/installation/instance.ts';
import type { Entry, Installation, Marketplace } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';

/** An installation as the catalog has it, with all that decides what becomes of it. */
export interface InstallationWish {
  readonly facts: InstallationFacts;
  readonly driver: DriverName;
  /** Where the files of each version lie. */
  readonly places: ReadonlyMap<string, { readonly commit: string | undefined; readonly path: string }>;
  /** Whether a deadline has passed by which it is taken down; its file is still there. */
  readonly ended: boolean;
}

interface WishRow {
  readonly installation: Installation;
  readonly entry_kind: Entry['kind'] | null;
  readonly entry: Entry | null;
  readonly versions: readonly VersionRow[] | null;
  readonly actions: readonly string[] | null;
  readonly marketplace: Marketplace | null;
}

interface VersionRow {
  readonly manifest: Entry;
  readonly commit: string | null;
  readonly path: string;
}

const UNSAID: DriverName = 'local';

/**
 * What this catalog says of these installations, or of all, by their ids. Of the versions of an app those are known that
 * were accepted and looked through without a denial, and the one that runs.
 */
export async function readWishes(
  db: Queryable,
  ids: readonly string[] | undefined,
): Promise<Map<string, InstallationWish>> {
  const { rows } = await sql<WishRow>`
    select
      i.manifest as installation, e.kind as entry_kind, e.manifest as entry,
      (
        select json_agg(json_build_object('manifest', v.manifest, 'commit', v."commit", 'path', v.path))
        from entity_version v
        where v.kind in ('App', 'Connector') and v.id = i.manifest->>'app' and v.manifest is not null
          and (v.verdict = 'pass' or v.version = s.version)
      ) as versions,
      (
        select json_agg(step->>'action') from lifecycle_case c, jsonb_array_elements(c.done) step
        where c.kind = 'Installation' and c.id = i.id and step->>'type' = 'action'
      ) as actions,
      (select m.manifest from entity m where m.kind = 'Marketplace' and m.source_id is null limit 1) as marketplace
    from entity i
    left join installation_state s on s.installation_id = i.id
    left join entity e
      on e.kind in ('App', 'Connector') and e.id = i.manifest->>'app' and e.source_id is null and e.manifest is not null
    where i.kind = 'Installation' and i.source_id is null and i.manifest is not null
      ${ids === undefined ? sql`` : sql`and i.id in (${sql.join([...ids, ''])})`}`.execute(db);
  return new Map(rows.map((row) => [row.installation.id, wishOf(row)]));
}

function wishOf({ installation, entry, versions, actions, marketplace }: WishRow): InstallationWish {
  const known = versions ?? [];
  const [first] = known;
  const kind = entry?.kind ?? first?.manifest.kind ?? 'App';
  const environment = marketplace?.environments?.find(({ name }) => name === installation.environment);
  return {
    facts: {
      installation,
      app: { kind, id: installation.app },
      entry: entry ?? undefined,
      versions: known.map(({ manifest }) => manifest),
      stopped: actions?.includes('suspend') ?? false,
    },
    driver: installation.driver ?? environment?.driver ?? UNSAID,
    places: new Map(
      known.map(({ manifest, commit, path }) => [manifest.version, { commit: commit ?? undefined, path }]),
    ),
    ended: actions?.includes('deprovision') ?? false,
  };
}
