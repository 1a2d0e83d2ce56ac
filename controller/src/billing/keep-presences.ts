import { installationFacts } from '@souk/model/billing/installation-facts.ts';
import type { Instance } from '@souk/model/installation/instance.ts';
import type { Entry, Installation } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import type { InstallationPresenceTable } from '../store/billing-tables.ts';
import type { Queryable } from '../store/store.ts';
import { type Payers, readPayers } from './read-manifests.ts';

/** What an installation is, and whom it belongs to: where one of these changes, a new presence begins. */
type Presence = Pick<
  InstallationPresenceTable,
  | 'installation_id'
  | 'entry_kind'
  | 'entry_id'
  | 'version'
  | 'phase'
  | 'team'
  | 'environment'
  | 'cost_center'
  | 'charge'
>;

interface StandingRow {
  readonly installation_id: string;
  readonly entry_kind: Entry['kind'];
  readonly entry_id: string;
  readonly version: string;
  readonly phase: 'running' | 'suspended';
  readonly instance: Instance | null;
  readonly manifest: Installation | null;
}

/**
 * Writes down since when installations are what they are. Called in the transaction that changes one, so that a presence
 * begins and ends with the instance, and from time to time for all, as whom they belong to is decided elsewhere.
 *
 * @param id of the only installation to look at; all when absent
 */
export async function keepPresences(db: Queryable, now: Date, id?: string): Promise<void> {
  const open = new Map((await readOpen(db, id)).map((row) => [row.installation_id, row]));
  const rows = (await readStanding(db, id)).map((row) => ({ ...row, said: saidOf(row) }));
  const payers = await readPayers(db, [...new Set(rows.flatMap(({ said }) => said?.team ?? []))]);
  const standing = rows.flatMap((row) => presenceOf(row, payers, open.get(row.installation_id)) ?? []);
  const isAsBefore = (one: Presence) => keyOf(one) === keyOf(open.get(one.installation_id));
  const begun = standing.filter((one) => !isAsBefore(one));
  const kept = new Set(standing.filter(isAsBefore).map(({ installation_id }) => installation_id));
  const ended = [...open.keys()].filter((key) => !kept.has(key));
  if (ended.length > 0)
    // A clock that was set back ends nothing before it has begun.
    await sql`
      update installation_presence set ended_at = greatest(begun_at, ${now.toISOString()}::timestamptz)
      where ended_at is null and installation_id = any(${ended}::text[])`.execute(db);
  await insertPresences(db, begun, now);
}

async function readOpen(db: Queryable, id: string | undefined): Promise<Presence[]> {
  const { rows } = await sql<Presence>`
    select installation_id, entry_kind, entry_id, version, phase, team, environment, cost_center, charge
    from installation_presence where ended_at is null ${only(id)}
    order by installation_id for update`.execute(db);
  return rows;
}

async function readStanding(db: Queryable, id: string | undefined): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`
    select s.installation_id, s.entry_kind, s.entry_id, s.version, s.phase, s.instance, e.manifest
    from installation_state as s
    left join entity as e
      on e.kind = 'Installation' and e.id = s.installation_id and e.source_id is null
    where s.phase in ('running', 'suspended') and s.version is not null ${only(id)}
    order by s.installation_id`.execute(db);
  return rows;
}

function only(id: string | undefined) {
  return id === undefined ? sql`` : sql`and installation_id = ${id}`;
}

/** What is said of it: by its file, else by what was installed. */
function saidOf({ instance, manifest, ...row }: StandingRow): Installation | undefined {
  return manifest ?? (instance === null ? undefined : installationOf(row, instance));
}

/** Whose file is gone belongs to whom it belonged before. */
function presenceOf(
  { instance: _, manifest, said, ...row }: StandingRow & { readonly said: Installation | undefined },
  { teams, marketplace }: Payers,
  before: Presence | undefined,
): Presence | undefined {
  if (manifest === null && before !== undefined) return { ...before, ...row };
  if (said === undefined) return undefined;
  const { team, environment, costCenter, charge } = installationFacts(said, {
    team: teams.get(said.team),
    marketplace,
  });
  return { ...row, team, environment, cost_center: costCenter, charge };
}

function installationOf(
  { installation_id, entry_id, version }: Omit<StandingRow, 'instance' | 'manifest'>,
  { team, environment, costCenter }: Instance,
): Installation {
  return {
    ...{ apiVersion: 'souk/v1', kind: 'Installation', id: installation_id, app: entry_id, version },
    ...{ team, environment, ...(costCenter === undefined ? {} : { costCenter }) },
  };
}

function keyOf(presence: Presence | undefined): string {
  if (presence === undefined) return '';
  const { entry_kind, entry_id, version, phase, team, environment, cost_center, charge } = presence;
  return JSON.stringify([entry_kind, entry_id, version, phase, team, environment, cost_center, charge]);
}

async function insertPresences(db: Queryable, presences: readonly Presence[], now: Date): Promise<void> {
  if (presences.length === 0) return;
  const rows = JSON.stringify(presences);
  await sql`
    insert into installation_presence (
      installation_id, entry_kind, entry_id, version, phase, team, environment, cost_center, charge, begun_at
    )
    select installation_id, entry_kind, entry_id, version, phase, team, environment, cost_center, charge,
      ${now.toISOString()}::timestamptz
    from json_populate_recordset(null::installation_presence, ${rows}::text::json)`.execute(db);
}
