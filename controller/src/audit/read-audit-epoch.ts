import type { Queryable } from '../store/store.ts';

/** What every checkpoint of this log is signed with, and nothing but the making of a database changes. */
export async function readAuditEpoch(db: Queryable): Promise<string> {
  const { audit_epoch } = await db.selectFrom('sync_cursor').select('audit_epoch').executeTakeFirstOrThrow();
  return audit_epoch;
}
