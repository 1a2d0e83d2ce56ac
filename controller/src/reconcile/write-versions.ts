import { sql } from 'kysely';
import type { Queryable } from '../store/store.ts';
import { encodeJson, type Row } from '../store/write-rows.ts';

const BATCH = 1_000;

/**
 * Writes down versions of entities whose rows have just been written: the manifest is taken over from there, and not
 * sent and read once more. A version, once accepted, stays what it was; one from before manifests were kept takes its
 * manifest over.
 *
 * @param signal stops it between two batches
 */
export async function writeVersions(
  db: Queryable,
  rows: readonly Row[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH) {
    signal?.throwIfAborted();
    const batch = encodeJson(rows.slice(start, start + BATCH));
    await sql`
      insert into entity_version
        (kind, id, version, digest, "commit", first_seen_at, manifest, path, verdict, findings, risk)
      select v.kind, v.id, v.version, v.digest, v."commit", v.first_seen_at, entity.manifest, v.path, v.verdict,
        v.findings, v.risk
      from json_populate_recordset(null::entity_version, ${batch}::text::json) as v
        join entity on entity.kind = v.kind and entity.id = v.id
      on conflict (kind, id, version) do update set
        manifest = excluded.manifest, path = excluded.path, verdict = excluded.verdict, findings = excluded.findings,
        risk = excluded.risk
      where entity_version.manifest is null and entity_version.digest = excluded.digest`.execute(db);
  }
}
