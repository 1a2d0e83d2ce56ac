import type { Instance } from '@souk/model/installation/instance.ts';
import type { Entry, Installation, PriceBook, Team } from '@souk/model/manifest/manifest.ts';
import { assembleMetricTerms, type MetricTerms } from '@souk/model/metering/metric-terms.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { MeteredInstallation } from './metered-installation.ts';

type Metrics = NonNullable<NonNullable<Entry['billing']>['metrics']>;

interface Row {
  readonly installation: Installation | null;
  readonly instance: Instance | null;
  readonly entry: Entry | null;
  readonly running: string | null;
  readonly team: Team | null;
  readonly versions: readonly { readonly version: string; readonly metrics: Metrics | null }[] | null;
  readonly books: readonly PriceBook[] | null;
}

/**
 * What is known of an installation: as it runs, else as its file says. A metric counts when the version that runs declares
 * it, or one that runs anywhere: what a version before has buffered comes later. Undefined for one that nobody knows.
 */
export async function readMetered(db: Queryable, id: string): Promise<MeteredInstallation | undefined> {
  const { rows } = await sql<Row>`
    with asked as (
      select i.manifest as installation, s.instance, s.version as running,
        coalesce(s.entry_id, i.manifest->>'app') as app, coalesce(s.instance->>'team', i.manifest->>'team') as team
      from (select ${id}::text as id) as q
      left join entity i
        on i.kind = 'Installation' and i.id = q.id and i.source_id is null and i.manifest is not null
      left join installation_state s on s.installation_id = q.id
    )
    select installation, instance, running,
      (
        select manifest from entity
        where kind in ('App', 'Connector') and id = app and source_id is null and manifest is not null limit 1
      ) as entry,
      (select manifest from entity where kind = 'Team' and id = asked.team and source_id is null) as team,
      (
        select json_agg(json_build_object('version', v.version, 'metrics', v.manifest->'billing'->'metrics'))
        from entity_version v
        where v.kind in ('App', 'Connector') and v.id = app and v.manifest is not null and (
          v.version = instance->'entry'->>'version'
          or v.version in (select version from installation_state where entry_id = app)
        )
      ) as versions,
      (
        select json_agg(manifest) from entity where kind = 'PriceBook' and source_id is null and manifest is not null
      ) as books
    from asked`.execute(db);
  const [row] = rows;
  return row && meteredOf(id, row);
}

function meteredOf(id: string, row: Row): MeteredInstallation | undefined {
  const { installation, instance, entry } = row;
  const app = instance?.entry ?? entry;
  const version = row.running ?? app?.version;
  const team = instance?.team ?? installation?.team;
  const environment = instance?.environment ?? installation?.environment;
  if (!app || version === undefined || team === undefined || environment === undefined) return undefined;
  return {
    ...{ id, entry: { kind: app.kind, id: app.id }, version, team, environment },
    costCenter: costCenterOf(row),
    metrics: metricsOf(version, row),
  };
}

/** That of the app's owner, which an instance falls back to, is not who uses it: it counts only when nothing else is left. */
function costCenterOf({ installation, instance, team }: Row): string | null {
  const known = installation?.costCenter ?? team?.costCenter;
  return known ?? (installation === null ? instance?.costCenter : undefined) ?? null;
}

/** The version that runs has the say about what its metrics are measured in. */
function metricsOf(running: string, { versions, instance, entry, books }: Row): Map<string, MetricTerms> {
  const declared = [
    ...(instance?.metrics ?? []).map((name) => ({ name, unit: undefined })),
    ...(entry?.version === running ? (entry.billing?.metrics ?? []) : []),
    ...(versions ?? [])
      .toSorted((a, b) => Number(a.version === running) - Number(b.version === running))
      .flatMap(({ metrics }) => metrics ?? []),
  ];
  return new Map(declared.map(({ name, unit }) => [name, assembleMetricTerms(unit, books ?? [])]));
}
