import { fitLevel, hashSubject, leadingZeros, MOST_SUBJECTS } from '@souk/model/metering/subject-sample.ts';
import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import type { PreparedEvent } from './prepared-event.ts';

/** A metric of an installation in a month, whose subjects are counted together. */
interface Sample {
  readonly installation_id: string;
  readonly metric: string;
  /** Such as `2026-11-01`. */
  readonly period: string;
  readonly level: number;
  readonly kept: number;
}

interface Sighting {
  readonly sample: string;
  readonly hash: string;
  readonly zeros: number;
  readonly prepared: PreparedEvent;
}

/** Notes whom events are about: each counts once in a month, where it was first seen. */
export async function keepSubjects(
  db: Queryable,
  events: readonly PreparedEvent[],
  billed: ReadonlyMap<string, string>,
  most = MOST_SUBJECTS,
): Promise<void> {
  const sightings = events.flatMap(sightingsOf);
  if (sightings.length === 0) return;
  const samples = await lockSamples(db, sightings);
  const counted = sightings.filter(({ sample, zeros }) => zeros >= (samples.get(sample)?.level ?? 0));
  if (counted.length === 0) return;
  for (const [key, added] of await insertSubjects(db, counted, billed)) {
    const sample = samples.get(key);
    if (sample !== undefined) await settleSample(db, { ...sample, kept: sample.kept + added }, most);
  }
}

function sightingsOf(prepared: PreparedEvent): Sighting[] {
  const { installation, event, month } = prepared;
  if (event.subject === undefined) return [];
  const hash = hashSubject(event.subject);
  return [
    { sample: `${installation}/${event.metric}/${month}-01`, hash, zeros: leadingZeros(hash), prepared },
  ];
}

function keyOf({ installation_id, metric, period }: Omit<Sample, 'level' | 'kept'>): string {
  return `${installation_id}/${metric}/${period}`;
}

/** Nobody else counts the same subjects until the transaction ends. */
async function lockSamples(
  db: Queryable,
  sightings: readonly Sighting[],
): Promise<ReadonlyMap<string, Sample>> {
  const first = [...new Map(sightings.map((sighting) => [sighting.sample, sighting.prepared])).values()];
  const asked = sql`unnest(
      ${first.map(({ installation }) => installation)}::text[], ${first.map(({ event }) => event.metric)}::text[],
      ${first.map(({ month }) => `${month}-01`)}::text[]::date[]
    ) as asked (installation_id, metric, period)`;
  await sql`
    insert into usage_subject_level (installation_id, metric, period)
    select * from ${asked} order by installation_id collate "C", metric collate "C", period
    on conflict do nothing`.execute(db);
  const { rows } = await sql<Sample>`
    select installation_id, metric, to_char(period, 'YYYY-MM-DD') as period, level::integer as level, kept
    from usage_subject_level join ${asked} using (installation_id, metric, period)
    order by installation_id collate "C", metric collate "C", period
    for update of usage_subject_level`.execute(db);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

/**
 * A subject counts with the month that is billed first, and in that where it was seen first: so it is the same in
 * whatever order events come, and stays with a month that was closed.
 *
 * @returns by sample how many subjects are new
 */
async function insertSubjects(
  db: Queryable,
  sightings: readonly Sighting[],
  billed: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, number>> {
  const texts = (read: (sighting: Sighting) => string) => sql`${sightings.map(read)}::text[]`;
  const { rows } = await sql<Omit<Sample, 'level' | 'kept'> & { added: number }>`
    with written as (
      insert into usage_subject (
        installation_id, metric, period, subject_hash, zeros, first_at, dimension_id, billed_period
      )
      select distinct on (installation_id, metric, period, hash)
        installation_id, metric, period::date, decode(hash, 'hex'), zeros::smallint, at::timestamptz,
        dimension_id::bigint, billed_period::date
      from unnest(
        ${texts(({ prepared }) => prepared.installation)}, ${texts(({ prepared }) => prepared.event.metric)},
        ${texts(({ prepared }) => `${prepared.month}-01`)}, ${texts(({ hash }) => hash)},
        ${texts(({ zeros }) => String(zeros))}, ${texts(({ prepared }) => new Date(prepared.metered.at).toISOString())},
        ${texts(({ prepared }) => prepared.dimension)}, ${texts(({ prepared }) => `${billed.get(prepared.month)}-01`)}
      ) as e (installation_id, metric, period, hash, zeros, at, dimension_id, billed_period)
      order by installation_id, metric, period, hash, billed_period, at, dimension_id::bigint
      on conflict (installation_id, metric, period, subject_hash) do update set
        first_at = excluded.first_at, dimension_id = excluded.dimension_id, billed_period = excluded.billed_period,
        changed = excluded.changed
      where (excluded.billed_period, excluded.first_at, excluded.dimension_id)
        < (usage_subject.billed_period, usage_subject.first_at, usage_subject.dimension_id)
      returning installation_id, metric, period, xmax = 0 as is_new
    )
    select installation_id, metric, to_char(period, 'YYYY-MM-DD') as period, count(*)::integer as added
    from written where is_new group by installation_id, metric, period`.execute(db);
  return new Map(rows.map(({ added, ...key }) => [keyOf(key), added]));
}

/** Thins a sample out when there are too many in it. */
async function settleSample(db: Queryable, sample: Sample, most: number): Promise<void> {
  const { installation_id, metric, period } = sample;
  const own = sql`installation_id = ${installation_id} and metric = ${metric} and period = ${period}::text::date`;
  let { level, kept } = sample;
  if (kept > most) {
    const { rows } = await sql<{ zeros: number; count: number }>`
      select zeros::integer as zeros, count(*)::integer as count from usage_subject where ${own} group by zeros`.execute(
      db,
    );
    const counts = new Map(rows.map(({ zeros, count }) => [zeros, count]));
    level = fitLevel(counts, level, most);
    kept = rows.reduce((sum, { zeros, count }) => (zeros >= level ? sum + count : sum), 0);
    await sql`delete from usage_subject where ${own} and zeros < ${level}`.execute(db);
  }
  await sql`
    update usage_subject_level set level = ${level}, kept = ${kept},
      changed = case when level = ${level} then changed else pg_current_xact_id()::text::bigint end
    where ${own}`.execute(db);
}
