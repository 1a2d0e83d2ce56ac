import { sql } from 'kysely';
import type { Queryable } from '../../store/store.ts';
import type { CopiedLevel, CopiedSubject } from './copied-rows.ts';
import { dimensionColumns, utc } from './read-changed-usage.ts';
import { type ChangedPage, type ChangeScan, changedWhere, type Place, pageOf } from './scan-changes.ts';

const sample = ['installation_id', 'metric', 'period'];
const sampleTypes = ['text', 'text', 'date'];

interface SubjectRow extends Omit<CopiedSubject, 'subject'> {
  readonly hash: string;
  readonly place: Place;
}

/** Subjects that were seen for the first time since then, or earlier than was known. */
export async function readChangedSubjects(
  db: Queryable,
  scan: ChangeScan,
  after: Place | undefined,
): Promise<ChangedPage<CopiedSubject>> {
  const { rows } = await sql<SubjectRow>`
    select
      ${dimensionColumns}, r.metric, to_char(r.period, 'YYYY-MM') as period, encode(r.subject_hash, 'hex') as hash,
      r.zeros::integer as zeros, ${utc(sql`r.first_at`)} as first_at,
      to_char(r.billed_period, 'YYYY-MM') as billed_period,
      array[r.changed::text, r.installation_id, r.metric, r.period::text, encode(r.subject_hash, 'hex')] as place
    from usage_subject as r join usage_dimension as d on d.id = r.dimension_id
    ${changedWhere(scan, after && withHash(after), [...sample, 'subject_hash'], [...sampleTypes, 'bytea'])}`.execute(
    db,
  );
  return pageOf({
    rows: rows.map(({ hash, ...row }) => ({ ...row, subject: BigInt(`0x${hash}`).toString() })),
  });
}

/** A text becomes bytes by the way that bytes are written. */
function withHash(place: Place): Place {
  const [changed, ...key] = place;
  return [changed, ...key.slice(0, -1), `\\x${key.at(-1)}`];
}

/** Samples that have begun, or become thinner. */
export async function readChangedLevels(
  db: Queryable,
  scan: ChangeScan,
  after: Place | undefined,
): Promise<ChangedPage<CopiedLevel>> {
  return pageOf(
    await sql<CopiedLevel & { place: Place }>`
    select
      r.installation_id as installation, r.metric, to_char(r.period, 'YYYY-MM') as period, r.level::integer as level,
      array[r.changed::text, r.installation_id, r.metric, r.period::text] as place
    from usage_subject_level as r
    ${changedWhere(scan, after, sample, sampleTypes)}`.execute(db),
  );
}

/** Whether there is something for a round to bring. */
export async function hasChanged(db: Queryable, since: string): Promise<boolean> {
  const tables = ['usage_day', 'usage_subject', 'usage_subject_level'];
  const changes = tables.map(
    (table) => sql`exists (select from ${sql.table(table)} where changed >= ${since}::text::bigint)`,
  );
  const { rows } = await sql<{ any: boolean }>`select ${sql.join(changes, sql` or `)} as any`.execute(db);
  return rows[0]?.any === true;
}
