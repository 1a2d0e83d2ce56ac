import type { DriverName } from '@souk/model/installation/instance.ts';
import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import { countMissing } from '@souk/model/metering/sequence-gap.ts';
import { sql } from 'kysely';
import type { AwaitedConsent } from '../store/installation-tables.ts';
import type { Queryable } from '../store/store.ts';

/** An installation with what is known of its instance: either its file, or something in the world, or both. */
export interface InstallationStanding {
  readonly id: string;
  /** What its file says; undefined when that is gone and the instance is not yet. */
  readonly wanted: WantedInstallation | undefined;
  /** Undefined before anybody looked at it. */
  readonly known: KnownInstallation | undefined;
  readonly usage: readonly MetricTotal[];
}

export interface WantedInstallation {
  readonly name: string | undefined;
  readonly app: string;
  readonly range: string;
  readonly team: string;
  readonly environment: string;
  readonly expiresAt: string | undefined;
  readonly ttl: string | undefined;
}

export interface KnownInstallation {
  readonly driver: DriverName;
  readonly app: EntityKey;
  readonly phase: 'absent' | 'running' | 'suspended';
  readonly version: string | undefined;
  readonly health: 'unknown' | 'healthy' | 'unhealthy';
  readonly healthSince: Date;
  readonly healthMessage: string | undefined;
  readonly drift: readonly string[];
  readonly doing: 'apply' | 'remove' | undefined;
  readonly doingSince: Date | undefined;
  readonly error: string | undefined;
  readonly dueAt: Date | undefined;
  readonly blocked: string | undefined;
  readonly awaiting: AwaitedConsent | undefined;
  readonly firstSeenAt: Date;
  readonly rejected: readonly string[];
}

export interface MetricTotal {
  readonly metric: string;
  /** What the total is in: `count`, `seconds`, `bytes`, or a word of the price book's own. */
  readonly unit: string;
  /** Decimal number. */
  readonly total: string;
  readonly lastAt: Date;
  /** How many events its sequence numbers say have not come; undefined where they have none. */
  readonly missing: string | undefined;
}

export interface InstallationQuery {
  readonly id?: string;
  readonly app?: string | undefined;
  readonly team?: string | undefined;
  readonly environment?: string | undefined;
  readonly driver?: DriverName | undefined;
  /** Those with larger ids. */
  readonly after?: string | undefined;
  readonly limit: number;
}

interface Row {
  readonly id: string;
  readonly manifest: {
    readonly name?: string;
    readonly app: string;
    readonly version: string;
    readonly team: string;
    readonly environment: string;
    readonly expiresAt?: string;
    readonly ttl?: string;
  } | null;
  readonly driver: DriverName | null;
  readonly entry_kind: EntityKey['kind'];
  readonly entry_id: string;
  readonly phase: KnownInstallation['phase'];
  readonly version: string | null;
  readonly health: KnownInstallation['health'];
  readonly health_since: Date;
  readonly health_message: string | null;
  readonly drift: readonly string[];
  readonly doing: 'apply' | 'remove' | null;
  readonly doing_since: Date | null;
  readonly error: string | null;
  readonly due_at: Date | null;
  readonly blocked: string | null;
  readonly awaiting: AwaitedConsent | null;
  readonly first_seen_at: Date;
  readonly rejected: readonly string[];
  readonly usage: readonly UsedRow[] | null;
}

interface UsedRow {
  readonly metric: string;
  readonly unit: string;
  readonly total: string;
  readonly last: string;
  /** Null, as the next two, where events have no sequence number. */
  readonly lowest: string | null;
  readonly highest: string | null;
  readonly events: string | null;
}

/** In the order of their ids. */
export async function readInstallations(
  db: Queryable,
  { id, app, team, environment, driver, after, limit }: InstallationQuery,
): Promise<InstallationStanding[]> {
  const is = (column: string, value: string | undefined) =>
    value === undefined ? sql`` : sql`and ${sql.raw(column)} = ${value}`;
  const { rows } = await sql<Row>`
    with joined as (
      select coalesce(e.id, s.installation_id) as id, e.manifest, s.*
      from (
        select id, manifest from entity
        where kind = 'Installation' and source_id is null and manifest is not null
      ) as e
      full join installation_state as s on s.installation_id = e.id
    )
    select joined.*, (
      select json_agg(json_build_object(
        'metric', used.metric, 'unit', used.unit, 'total', trim_scale(used.total)::text, 'last', used.last,
        'lowest', g.lowest::text, 'highest', g.highest::text, 'events', g.events::text
      ) order by used.metric, used.unit)
      from (
        select r.metric, r.unit, sum(r.sum) as total, max(r.last_at) as last
        from usage_day r join usage_dimension d on d.id = r.dimension_id
        where d.installation_id = joined.id group by r.metric, r.unit
      ) as used
      left join usage_gap g on g.installation_id = joined.id and g.metric = used.metric
    ) as usage
    from joined
    where true ${is('id', id)} ${is(`coalesce(manifest->>'app', entry_id)`, app)} ${is('driver', driver)}
      ${is(`coalesce(manifest->>'team', instance->>'team')`, team)}
      ${is(`coalesce(manifest->>'environment', instance->>'environment')`, environment)}
      ${after === undefined ? sql`` : sql`and id > ${after}`}
    order by id limit ${limit}`.execute(db);
  return rows.map(standingOf);
}

function standingOf({ id, manifest, usage, ...row }: Row): InstallationStanding {
  return {
    id,
    wanted:
      manifest === null
        ? undefined
        : {
            ...{ name: manifest.name, app: manifest.app, range: manifest.version, team: manifest.team },
            ...{ environment: manifest.environment, expiresAt: manifest.expiresAt, ttl: manifest.ttl },
          },
    known: row.driver === null ? undefined : knownOf({ ...row, driver: row.driver }),
    usage: (usage ?? []).map(totalOf),
  };
}

function totalOf({ metric, unit, total, last, lowest, highest, events }: UsedRow): MetricTotal {
  const isCounted = lowest !== null && highest !== null && events !== null;
  const missing = isCounted ? countMissing({ lowest, highest, events }) : undefined;
  return { metric, unit, total, lastAt: new Date(last), missing };
}

function knownOf(row: Omit<Row, 'id' | 'manifest' | 'usage'> & { driver: DriverName }): KnownInstallation {
  return {
    driver: row.driver,
    app: { kind: row.entry_kind, id: row.entry_id },
    phase: row.phase,
    version: row.version ?? undefined,
    health: row.health,
    healthSince: row.health_since,
    healthMessage: row.health_message ?? undefined,
    drift: row.drift,
    doing: row.doing ?? undefined,
    doingSince: row.doing_since ?? undefined,
    error: row.error ?? undefined,
    dueAt: row.due_at ?? undefined,
    blocked: row.blocked ?? undefined,
    awaiting: row.awaiting ?? undefined,
    firstSeenAt: row.first_seen_at,
    rejected: row.rejected,
  };
}
