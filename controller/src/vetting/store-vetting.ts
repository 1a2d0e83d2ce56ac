import { formatKey } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import { appendEvents } from '../events/append-events.ts';
import { replaceCondition } from '../store/replace-condition.ts';
import type { Queryable } from '../store/store.ts';
import { encodeJson, type Row, writeRows } from '../store/write-rows.ts';
import type { PlannedVetting } from './plan-vetting.ts';
import type { VettingResult } from './vet-entry.ts';
import { vettedCondition } from './vetted-condition.ts';
import { vettingEvents } from './vetting-events.ts';
import { deleteVettingFindings, readVettingFindings, type StoredFinding } from './vetting-findings.ts';

/**
 * Writes down what looking through an entry came to, in the transaction of the caller, and nothing when the registry
 * says so already or holds another manifest by now.
 *
 * @returns whether something was written
 */
export async function storeVetting(
  db: Queryable,
  planned: PlannedVetting,
  result: VettingResult,
  now: Date,
): Promise<boolean> {
  const { entry, waivers } = planned;
  if (!(await isCurrent(db, planned))) return false;
  const keys = [entry.key, ...waivers.map(({ kind, id }) => ({ kind, id }))];
  const before = await readVettingFindings(db, keys);
  const rows = findingRows(planned, result);
  const condition = conditionRow(planned, result, now);
  const isSame =
    wordsOf(before) === wordsOf(rows) &&
    (await isStored(db, planned, result)) &&
    (await stands(db, condition));
  if (isSame) return false;
  await deleteVettingFindings(db, keys);
  await writeRows(db, 'finding', rows);
  await writeRows(db, 'vetting', [vettingRow(planned, result, now)], { onConflict: replaceVetting });
  await writeRows(db, 'condition', [condition], { onConflict: replaceCondition });
  await sealVersion(db, planned, result, now);
  const { revision } = await db.selectFrom('sync_cursor').select('revision').executeTakeFirstOrThrow();
  const own = before
    .filter(({ kind }) => kind === entry.key.kind)
    .map(({ waived_by, ...finding }) => ({ ...finding, waivedBy: waived_by ?? undefined }));
  await appendEvents(db, vettingEvents(entry, result, own), { revision, now });
  return true;
}

async function isCurrent(db: Queryable, { entry: { key, digest } }: PlannedVetting): Promise<boolean> {
  const row = await db
    .selectFrom('entity')
    .select('digest')
    .where('kind', '=', key.kind)
    .where('id', '=', key.id)
    .executeTakeFirst();
  return row?.digest === digest;
}

async function isStored(
  db: Queryable,
  { entry: { key }, input }: PlannedVetting,
  { verdict, advisories, score }: VettingResult,
): Promise<boolean> {
  const row = await db
    .selectFrom('vetting')
    .select(['input', 'verdict', 'advisories', 'score'])
    .where('kind', '=', key.kind)
    .where('id', '=', key.id)
    .executeTakeFirst();
  return (
    row?.input === input &&
    row.verdict === verdict &&
    (row.advisories ?? undefined) === advisories &&
    row.score?.score === score?.score &&
    row.score?.badge === score?.badge
  );
}

async function stands(db: Queryable, condition: Row): Promise<boolean> {
  const { rows } = await sql`
    select 1 from condition, json_populate_record(null::condition, ${encodeJson(condition)}::text::json) as wanted
    where condition.kind = wanted.kind and condition.id = wanted.id and condition.type = wanted.type
      and condition.status = wanted.status and condition.reason = wanted.reason
      and condition.message = wanted.message`.execute(db);
  return rows.length > 0;
}

function findingRows({ entry }: PlannedVetting, { findings, unusedWaivers }: VettingResult): Row[] {
  const byEntity = Map.groupBy([...findings, ...unusedWaivers], ({ entity }) =>
    formatKey(entity ?? entry.key),
  );
  return [...byEntity.values()].flatMap((group) =>
    group.map(({ rule, level, message, help, docs, location, waivedBy, entity }, ordinal) => ({
      ...{ kind: entity?.kind ?? entry.key.kind, id: entity?.id ?? entry.key.id },
      ...{ ordinal, rule, level, message, help, docs, location, waived_by: waivedBy ?? null },
      origin: 'vetting',
    })),
  );
}

/** The same for the same findings, whether they come from the store or go there. */
function wordsOf(rows: readonly (Row | StoredFinding)[]): string {
  const words = (rows as readonly Row[]).map((row) => {
    const { kind, id, rule, level, message, help, location, waived_by } = row;
    const { path, line, column, endLine, endColumn } = location as StoredFinding['location'];
    return encodeJson([
      kind,
      id,
      rule,
      level,
      message,
      help,
      path,
      line,
      column,
      endLine,
      endColumn,
      waived_by,
    ]);
  });
  return encodeJson(JSON.parse(`[${words.toSorted().join(',')}]`));
}

function vettingRow({ entry, input }: PlannedVetting, result: VettingResult, now: Date): Row {
  const { verdict, score, advisories } = result;
  return { ...entry.key, input, verdict, score, advisories, vetted_at: now };
}

function conditionRow({ entry }: PlannedVetting, result: VettingResult, now: Date): Row {
  const { type, status, reason, message, location } = vettedCondition(result);
  return {
    ...entry.key,
    ...{ type, status, reason, message, location },
    observed_commit: entry.commit,
    changed_at: now,
  };
}

const replaceVetting = sql`
  on conflict (kind, id) do update set
    input = excluded.input, verdict = excluded.verdict, score = excluded.score, advisories = excluded.advisories,
    vetted_at = excluded.vetted_at`;

/** A version keeps what was first found in it. */
async function sealVersion(
  db: Queryable,
  { entry: { key, digest, version, risk } }: PlannedVetting,
  { verdict, findings, score }: VettingResult,
  now: Date,
): Promise<void> {
  await sql`
    update entity_version set
      verdict = coalesce(verdict, ${verdict}),
      findings = coalesce(findings, ${encodeJson(findings)}::text::jsonb),
      risk = coalesce(risk, ${risk ?? null}),
      score = coalesce(score, ${score === undefined ? null : encodeJson(score)}::text::jsonb),
      vetted_at = ${now}
    where kind = ${key.kind} and id = ${key.id} and version = ${version ?? ''} and digest = ${digest}
      and vetted_at is null`.execute(db);
}
