import type { InstallationFacts } from '@souk/model/installation/desire-installation.ts';
import type { Entry, Installation, Marketplace } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { Queryable } from '../../../store/store.ts';
import type { InstallationWish } from '../../read-wishes.ts';

interface OfferRow {
  readonly entry: Entry | null;
  readonly versions: readonly VersionRow[] | null;
  readonly marketplace: Marketplace | null;
}

interface VersionRow {
  readonly manifest: Entry;
  readonly commit: string | null;
  readonly path: string;
}

/**
 * What would be wanted of an installation were its file merged: the file is proposed, and all else is what the branch of the
 * catalog has, above all the versions and their code.
 */
export async function readOffer(db: Queryable, installation: Installation): Promise<InstallationWish> {
  const { app, id } = installation;
  const { rows } = await sql<OfferRow>`
    select
      (
        select e.manifest from entity e
        where e.kind in ('App', 'Connector') and e.id = ${app} and e.source_id is null and e.manifest is not null
        limit 1
      ) as entry,
      (
        select json_agg(json_build_object('manifest', v.manifest, 'commit', v."commit", 'path', v.path))
        from entity_version v
        where v.kind in ('App', 'Connector') and v.id = ${app} and v.manifest is not null
          and (
            v.verdict = 'pass'
            or v.version = (select s.version from installation_state s where s.installation_id = ${id})
          )
      ) as versions,
      (select m.manifest from entity m where m.kind = 'Marketplace' and m.source_id is null limit 1) as marketplace`.execute(
    db,
  );
  const { entry = null, versions = null, marketplace = null } = rows[0] ?? {};
  const known = versions ?? [];
  const environment = marketplace?.environments?.find(({ name }) => name === installation.environment);
  const facts: InstallationFacts = {
    installation,
    app: { kind: entry?.kind ?? known[0]?.manifest.kind ?? 'App', id: app },
    entry: entry ?? undefined,
    versions: known.map(({ manifest }) => manifest),
    stopped: false,
  };
  return {
    facts,
    driver: installation.driver ?? environment?.driver ?? 'local',
    places: new Map(
      known.map(({ manifest, commit, path }) => [manifest.version, { commit: commit ?? undefined, path }]),
    ),
    ended: false,
  };
}
