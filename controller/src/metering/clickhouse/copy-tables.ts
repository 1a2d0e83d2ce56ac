import type { ColumnarStore } from './columnar-store.ts';

/**
 * A version of Souk that needs other columns gives the tables other names. It then makes a copy of its own, and nobody
 * has to change one.
 */
export const copyTables = {
  state: 'usage_copy_v1',
  hour: 'usage_hour_v1',
  day: 'usage_day_v1',
  subject: 'usage_subject_v1',
  level: 'usage_subject_level_v1',
} as const;

/** Digits of a number: before the point there is room for the sum of very many. */
export const DECIMAL_SCALE = 24;
export const MOST_WHOLE_DIGITS = 44;

const text = 'LowCardinality(String)';
const decimal = `Decimal(76, ${DECIMAL_SCALE})`;
/** Milliseconds in UTC. */
const instant = `DateTime64(3, 'UTC')`;
/** To whom something is counted. It is written into each row: it never changes, and nothing has to be joined. */
const dimension = `
  dimension_id UInt64,
  installation ${text}, app ${text}, version ${text}, team ${text}, environment ${text}, cost_center ${text},
  tags Map(${text}, String)`;
/** A row of a later round replaces the one of an earlier round; what is said of a round comes to the disk after its rows. */
const engine = 'engine = ReplacingMergeTree(round)';
const settings = 'settings fsync_after_insert = 1, fsync_part_directory = 1';
const rollup = (name: string) => `
  create table if not exists ${name} (
    generation UUID, begin ${instant}, ${dimension},
    metric ${text}, unit ${text}, billed_period ${text},
    events UInt64, sum ${decimal}, max ${decimal}, last ${decimal}, last_at ${instant}, last_id String,
    round UInt64
  ) ${engine} partition by generation
  order by (generation, begin, dimension_id, metric, unit, billed_period) ${settings}`;

const statements = [
  `
  create table if not exists ${copyTables.state} (
    generation UUID, ended UInt8, round UInt64, since UInt64, as_of ${instant}
  ) ${engine} partition by generation order by (generation, ended) ${settings}`,
  rollup(copyTables.hour),
  rollup(copyTables.day),
  `
  create table if not exists ${copyTables.subject} (
    generation UUID, ${dimension},
    metric ${text}, period ${text}, subject UInt128, zeros UInt8, first_at ${instant}, billed_period ${text},
    round UInt64
  ) ${engine} partition by generation
  order by (generation, metric, period, installation, subject) ${settings}`,
  `
  create table if not exists ${copyTables.level} (
    generation UUID, installation ${text}, metric ${text}, period ${text}, level UInt8,
    round UInt64
  ) ${engine} partition by generation
  order by (generation, metric, period, installation) ${settings}`,
];

export async function makeCopyTables(store: ColumnarStore): Promise<void> {
  for (const statement of statements) await store.run(statement, {});
}

/** Throws away what was copied in these generations, and then what is said of them. */
export async function dropGenerations(store: ColumnarStore, generations: readonly string[]): Promise<void> {
  const { state, ...copied } = copyTables;
  for (const generation of generations)
    for (const table of [...Object.values(copied), state])
      await store.run(`alter table ${table} drop partition {generation:String}`, { generation });
}
