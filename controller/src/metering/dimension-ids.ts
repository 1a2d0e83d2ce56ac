import { createHash } from 'node:crypto';
import type { EventTag } from '@souk/model/metering/usage-event.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { encodeJson } from '../store/write-rows.ts';
import type { MeteredInstallation } from './metered-installation.ts';
import { RecentMap } from './recent-map.ts';

const MOST_KNOWN = 20_000;
/** Tags are for a handful of regions and customers: each combination has rollups of its own. */
export const MOST_TAGGINGS = 1_000;

const untagged: readonly EventTag[] = [];

/** Who something is counted to, with the tags of an event. */
interface Dimension {
  readonly digest: string;
  readonly tags: readonly EventTag[];
}

/** Numbers of those that something is counted to. They are for good, so what is known once stays true. */
export class DimensionIds {
  readonly #db: Queryable;
  readonly #known = new RecentMap<string, string>(MOST_KNOWN);

  constructor(db: Queryable) {
    this.#db = db;
  }

  /**
   * The number for each of these tags, which may be none. Tags beyond `MOST_TAGGINGS` combinations of an installation and
   * a version are not told apart: they get the number of events without tags.
   */
  async resolve(
    installation: MeteredInstallation,
    taggings: readonly (readonly EventTag[] | undefined)[],
  ): Promise<{ readonly id: string; readonly isTagged: boolean }[]> {
    const plain = { tags: untagged, digest: digestOf(installation, untagged) };
    // Most events have no tags, and need not be looked up one by one.
    const wanted = taggings.map((tags) =>
      tags === undefined ? plain : { tags, digest: digestOf(installation, tags) },
    );
    const found = await this.#find(installation, new Set([plain, ...wanted]));
    const rest = found.get(plain.digest);
    if (rest === undefined) throw new TypeError(`There is no number for what ${installation.id} uses.`);
    return wanted.map(({ digest, tags }) => {
      const id = found.get(digest);
      return { id: id ?? rest, isTagged: id !== undefined || tags.length === 0 };
    });
  }

  async #find(
    installation: MeteredInstallation,
    dimensions: Iterable<Dimension>,
  ): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    const missing = new Map<string, Dimension>();
    for (const dimension of dimensions) {
      const id = this.#known.get(dimension.digest);
      if (id === undefined) missing.set(dimension.digest, dimension);
      else found.set(dimension.digest, id);
    }
    if (missing.size === 0) return found;
    await insertDimensions(this.#db, installation, [...missing.values()]);
    for (const { digest, id } of await readIds(this.#db, [...missing.keys()])) {
      this.#known.set(digest, id);
      found.set(digest, id);
    }
    return found;
  }
}

function digestOf({ id, entry, version, team, environment, costCenter }: MeteredInstallation, tags: Tags) {
  const said = [id, entry.kind, entry.id, version, team, environment, costCenter, tags];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 32);
}

type Tags = readonly EventTag[];

/** In the order of their keys, so that replicas wait for each other and never in a circle. */
async function insertDimensions(
  db: Queryable,
  { id, entry, version, team, environment, costCenter }: MeteredInstallation,
  dimensions: readonly Dimension[],
): Promise<void> {
  const digests = dimensions.map(({ digest }) => digest);
  const tags = dimensions.map((dimension) => encodeJson(Object.fromEntries(dimension.tags)));
  await sql`
    insert into usage_dimension
      (digest, installation_id, entry_kind, entry_id, version, team, environment, cost_center, tags)
    select digest, ${id}, ${entry.kind}, ${entry.id}, ${version}, ${team}, ${environment}, ${costCenter}, tags::jsonb
    from unnest(${digests}::text[], ${tags}::text[]) with ordinality as wanted (digest, tags, place)
    where not exists (select from usage_dimension as known where known.digest = wanted.digest)
      and (tags = '{}' or place <= ${MOST_TAGGINGS} - (
        select count(*) from usage_dimension
        where installation_id = ${id} and usage_dimension.version = ${version}
      ))
    order by digest
    on conflict (digest) do nothing`.execute(db);
}

async function readIds(
  db: Queryable,
  digests: readonly string[],
): Promise<{ readonly digest: string; readonly id: string }[]> {
  const { rows } = await sql<{ digest: string; id: string }>`
    select digest, id::text as id from usage_dimension where digest = any(${digests}::text[])`.execute(db);
  return rows;
}
