import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import { deleteRows } from '../store/delete-rows.ts';
import { replaceCondition } from '../store/replace-condition.ts';
import type { Queryable } from '../store/store.ts';
import { writeRows } from '../store/write-rows.ts';
import {
  conditionRows,
  entityRow,
  findingRows,
  referenceRows,
  type SyncMoment,
  versionRows,
} from './entity-rows.ts';
import type { SyncPlan } from './plan-sync.ts';
import { writeVersions } from './write-versions.ts';

export interface ApplyOptions {
  /** Days for which the last content of what is removed is kept. */
  readonly graceDays: number;
  /** Gives up between two statements; nothing of the plan is kept then. */
  readonly signal?: AbortSignal | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Makes the registry hold what a plan says. Runs in the transaction of the caller. */
export async function applyPlan(
  db: Queryable,
  { inserts, updates, deletes }: SyncPlan,
  moment: SyncMoment,
  { graceDays, signal }: ApplyOptions,
): Promise<void> {
  const written = [...inserts, ...updates.map(({ after }) => after)];
  const updatedKeys = updates.map(({ after }) => after.key);
  const gone = deletes.map(({ key }) => key);
  await bury(db, gone, moment, graceDays);
  for (const table of ['entity', 'reference', 'finding', 'condition', 'vetting'] as const)
    await deleteRows(db, table, gone);
  await deleteRows(db, 'reference', updatedKeys);
  await deleteCheckFindings(db, updatedKeys);
  await writeRows(
    db,
    'entity',
    written.map((entity) => entityRow(entity, moment)),
    { onConflict: replaceEntity, signal },
  );
  await writeRows(db, 'reference', written.flatMap(referenceRows), { signal });
  await writeRows(db, 'finding', written.flatMap(findingRows), { signal });
  await writeRows(
    db,
    'condition',
    written.flatMap((entity) => conditionRows(entity, moment)),
    { onConflict: replaceCondition, signal },
  );
  const versions = written.flatMap((entity) => versionRows(entity, moment));
  await writeVersions(db, versions, signal);
  await deleteRows(
    db,
    'tombstone',
    inserts.map(({ key }) => key),
  );
}

/** Commit and time belong to the content: they stay when only a judgement or the place of the file changed. */
const replaceEntity = sql`
  on conflict (kind, id) do update set
    path = excluded.path, blob = excluded.blob, digest = excluded.digest, fingerprint = excluded.fingerprint,
    state = excluded.state, manifest = excluded.manifest, name = excluded.name, summary = excluded.summary,
    version = excluded.version, owner = excluded.owner, domain = excluded.domain, runtime = excluded.runtime,
    stage = excluded.stage, risk = excluded.risk, risk_reasons = excluded.risk_reasons, icon = excluded.icon,
    attachments = excluded.attachments, facets = excluded.facets, search = excluded.search,
    "commit" = case when entity.digest = excluded.digest then entity."commit" else excluded."commit" end,
    updated_at = case when entity.digest = excluded.digest then entity.updated_at else excluded.updated_at end`;

async function bury(
  db: Queryable,
  keys: readonly EntityKey[],
  { commitOf, now }: SyncMoment,
  graceDays: number,
): Promise<void> {
  if (keys.length === 0) return;
  const expiresAt = new Date(now.getTime() + graceDays * DAY_MS);
  const buried = await db
    .selectFrom('entity')
    .select(['kind', 'id', 'path', 'digest', 'manifest'])
    .where(
      sql<boolean>`(kind, id) in (select * from unnest(
        ${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ id }) => id)}::text[]))`,
    )
    .execute();
  const rows = buried.map((row) => ({
    ...row,
    commit: commitOf(row.path),
    removed_at: now,
    expires_at: expiresAt,
  }));
  await writeRows(db, 'tombstone', rows, { onConflict: sql`on conflict (kind, id) do nothing` });
}

async function deleteCheckFindings(db: Queryable, keys: readonly EntityKey[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    delete from finding using unnest(
      ${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ id }) => id)}::text[]) as k (kind, id)
    where finding.kind = k.kind and finding.id = k.id and finding.origin = 'check'`.execute(db);
}
