import type { EntityKey } from '@souk/model/manifest/manifest.ts';
import { sql } from 'kysely';
import { deleteRows } from '../store/delete-rows.ts';
import type { Queryable, Store } from '../store/store.ts';
import type { UnreadableFile } from '../store/tables.ts';
import { encodeJson, writeRows } from '../store/write-rows.ts';
import { entityRow, findingRows, referenceRows, type SyncMoment, versionRows } from './entity-rows.ts';
import { isEmptyPlan, type Stall, type SyncPlan } from './plan-sync.ts';
import type { SyncCursor } from './sync-cursor.ts';

export interface ApplyInput {
  readonly plan: SyncPlan;
  readonly cursor: SyncCursor;
  /** Fingerprint of the source that the plan was made from. */
  readonly fingerprint: string;
  readonly unreadable: readonly UnreadableFile[];
  readonly moment: SyncMoment;
  /** Gives up between two statements; nothing of the plan is kept then. */
  readonly signal?: AbortSignal | undefined;
}

export interface ApplyResult {
  readonly written: readonly EntityKey[];
  readonly deleted: readonly EntityKey[];
}

/**
 * Carries a plan out in one transaction, together with the cursor: after a crash the registry is at the old
 * state or at the new one. Writes nothing when nothing differs.
 */
export async function applySync(store: Store, input: ApplyInput): Promise<ApplyResult> {
  const { plan } = input;
  if (isEmptyPlan(plan) && !cursorMoves(input)) return { written: [], deleted: [] };
  await store.db.transaction().execute(async (db) => {
    await applyPlan(db, input);
    await moveCursor(db, input);
  });
  const written = [...plan.inserts, ...plan.updates, ...plan.stalls].map(({ key }) => key);
  return { written, deleted: plan.deletes };
}

async function applyPlan(db: Queryable, { plan, moment, signal }: ApplyInput): Promise<void> {
  const { inserts, updates, stalls, deletes } = plan;
  const written = [...inserts, ...updates];
  const updatedKeys = updates.map(({ key }) => key);
  await deleteRows(db, 'entity', deletes);
  await deleteRows(db, 'reference', [...deletes, ...updatedKeys]);
  await deleteRows(db, 'finding', [...deletes, ...updatedKeys, ...stalls.map(({ key }) => key)]);
  await writeRows(
    db,
    'entity',
    written.map((entity) => entityRow(entity, moment)),
    { onConflict: replaceEntity, signal },
  );
  await markStalled(db, stalls);
  await writeRows(db, 'reference', written.flatMap(referenceRows), { signal });
  await writeRows(db, 'finding', [...written, ...stalls].flatMap(findingRows), { signal });
  const versions = written.flatMap((entity) => versionRows(entity, moment));
  await writeRows(db, 'entity_version', versions, { onConflict: sql`on conflict do nothing`, signal });
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

async function markStalled(db: Queryable, stalls: readonly Stall[]): Promise<void> {
  if (stalls.length === 0) return;
  const rows = encodeJson(
    stalls.map(({ key, path, blob, fingerprint, attachments }) => ({
      ...key,
      path,
      blob,
      fingerprint,
      attachments,
    })),
  );
  await sql`
    update entity set
      state = 'stalled', path = stall.path, blob = stall.blob, fingerprint = stall.fingerprint,
      attachments = stall.attachments
    from json_populate_recordset(null::entity, ${rows}::text::json) as stall
    where entity.kind = stall.kind and entity.id = stall.id`.execute(db);
}

function cursorMoves({ cursor, fingerprint, moment, unreadable }: ApplyInput): boolean {
  return (
    cursor.state !== 'synced' ||
    cursor.fingerprint !== fingerprint ||
    cursor.commit !== moment.commit ||
    wordsOf(cursor.unreadable) !== wordsOf(unreadable)
  );
}

/** The database gives JSON back with its keys in an order of its own. */
function wordsOf(files: readonly UnreadableFile[]): string {
  return encodeJson(files.map(({ path, rule, message }) => [path, rule, message]));
}

async function moveCursor(
  db: Queryable,
  { plan, fingerprint, moment, unreadable }: ApplyInput,
): Promise<void> {
  const { commit, now } = moment;
  await db
    .updateTable('sync_cursor')
    .set((cursor) => ({
      revision: isEmptyPlan(plan) ? cursor.ref('revision') : cursor('revision', '+', 1),
      fingerprint,
      commit: commit ?? null,
      state: 'synced' as const,
      error: null,
      unreadable: encodeJson(unreadable),
      changed_at: now.toISOString(),
    }))
    .execute();
}
